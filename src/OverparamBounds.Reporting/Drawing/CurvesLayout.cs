using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>
/// Where shares and, below them on the same axis, a row a sweep stand, in pixels of the unscaled figure. The rows are
/// the legend: each begins with its symbol and holds its name, beside its interval if all names find room there, else
/// above it.
/// </summary>
internal sealed class CurvesLayout
{
    /// <summary>From the ends of an interval to the name beside it.</summary>
    private const float NameGap = 16;

    /// <summary>Length of the arrow of an interval without an upper end.</summary>
    private const float ArrowLength = 40;

    private const float SharesHeight = 430;

    private const float CaptionHeight = 34;

    private const float NameHeight = 25;

    private const float MarkHeight = 20;

    private const float LeftPadding = 106;

    private const float RightPadding = 96;

    private const float BottomPadding = 102;

    /// <summary>Pixels between the marks of two sweeps at one width, where the widths leave room.</summary>
    private const float MostShift = 5;

    private readonly double _low;
    private readonly double _high;
    private readonly float _shift;

    /// <param name="top">Where the heading ends.</param>
    public CurvesLayout(FigureData.Curves figure, float top)
    {
        (_low, _high) = (Math.Log2(figure.X.Minimum), Math.Log2(figure.X.Maximum));
        DataTop = top + 34;
        SharesBottom = DataTop + SharesHeight;
        _shift = Shift(figure);

        var spans = figure.Sweeps.Select(Span).ToList();
        var isBeside = spans.TrueForAll(span => span.FitsLeft || span.FitsRight);
        var isLeft = spans.Count(span => span.FitsLeft) >= spans.Count(span => span.FitsRight);
        var rowHeight = isBeside ? NameHeight : NameHeight + MarkHeight;
        Rows =
        [
            .. spans.Select((span, at) =>
            {
                var rowTop = SharesBottom + CaptionHeight + (at * rowHeight);
                return span.InRow(at, rowTop, isBeside, isLeft);
            }),
        ];
        DataBottom = SharesBottom + CaptionHeight + (spans.Count * rowHeight) + 8;
    }

    public static float DataLeft => LeftPadding;

    public static float DataRight => FigureRenderer.Width - RightPadding;

    public static LabelStyle NameStyle => FigureText.Style(16.5f, Palette.Ink);

    public float DataTop { get; }

    /// <summary>Where the shares end and the rows begin.</summary>
    public float SharesBottom { get; }

    public float DataBottom { get; }

    public float Height => DataBottom + BottomPadding;

    public float CaptionY => SharesBottom + (CaptionHeight / 2);

    public IReadOnlyList<CurveRow> Rows { get; }

    public PixelPadding Padding => new(LeftPadding, RightPadding, BottomPadding, DataTop);

    public float PixelOf(double width) =>
        (float)(DataLeft + ((Math.Log2(width) - _low) / (_high - _low) * (DataRight - DataLeft)));

    /// <summary>The coordinate at which a sweep's mark of a width is drawn: beside those of the others.</summary>
    public double CoordinateOf(double width, int sweep, int sweeps) =>
        Math.Log2(width) + ((sweep - ((sweeps - 1) / 2.0)) * _shift * (_high - _low) / (DataRight - DataLeft));

    /// <summary>Less than the most where neighbouring widths would come to stand among each other.</summary>
    private float Shift(FigureData.Curves figure)
    {
        var pixels = figure.Sweeps.SelectMany(curve => curve.Points).Select(point => point.X).Distinct().Order().Select(PixelOf).ToList();
        var closest = pixels.Zip(pixels.Skip(1), (one, next) => next - one).DefaultIfEmpty(float.MaxValue).Min();
        return MathF.Min(MostShift, closest * 0.7f / Math.Max(1, figure.Sweeps.Count));
    }

    private NameSpan Span(SuccessCurve curve)
    {
        var name = FigureText.Wrap(curve.Words, NameStyle, DataRight - DataLeft - NameGap, 1)[0];
        if (curve.Smallest is not { } smallest)
        {
            return new(name, DataLeft, DataLeft);
        }

        var low = Math.Clamp(PixelOf(smallest.Low), DataLeft, DataRight - ArrowLength);
        return smallest.High is { } high
            ? new(name, low, Math.Clamp(PixelOf(high), low, DataRight))
            : new(name, low, low + ArrowLength);
    }

    /// <summary>A name, and the pixels that an interval takes.</summary>
    private sealed record NameSpan(string Name, float Low, float High)
    {
        private readonly float _width = (float)FigureText.WidthOf(Name, NameStyle);

        public bool FitsLeft => Low - NameGap - _width >= DataLeft + 4;

        public bool FitsRight => High + NameGap + _width <= DataRight;

        /// <param name="isLeft">On which side a name stands that finds room on both.</param>
        public CurveRow InRow(int sweep, float top, bool isBeside, bool isLeft)
        {
            if (!isBeside)
            {
                return new(sweep, Name, DataLeft + NameGap, top + (NameHeight / 2), Low, High, top + NameHeight + (MarkHeight / 2));
            }

            var middle = top + (NameHeight / 2);
            var left = FitsLeft && (isLeft || !FitsRight) ? Low - NameGap - _width : High + NameGap;
            return new(sweep, Name, left, middle, Low, High, middle);
        }
    }
}

/// <summary>One sweep below the shares.</summary>
/// <param name="Sweep">Its place among the sweeps.</param>
/// <param name="NameY">Middle pixel of the name.</param>
/// <param name="Low">Pixel of the lower end of the interval, as far as it lies on the axis.</param>
/// <param name="High">Pixel of the upper end; the tip of the arrow where it is open.</param>
/// <param name="MarkY">Middle pixel of the interval.</param>
internal sealed record CurveRow(int Sweep, string Name, float NameLeft, float NameY, float Low, float High, float MarkY);
