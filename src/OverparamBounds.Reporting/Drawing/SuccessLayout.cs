using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Where the data area of a success figure and the labels above it stand, in pixels of the unscaled figure.</summary>
internal sealed class SuccessLayout
{
    public const float Height = 750;

    public const float LabelRowHeight = 25;

    private const float LeftPadding = 106;

    private const float RightPadding = 96;

    private const float BottomPadding = 102;

    private const int MostLabelRows = 9;

    /// <param name="top">Where the heading ends.</param>
    public SuccessLayout(FigureData.Success figure, float top)
    {
        XLow = Math.Log2(figure.X.Minimum);
        XHigh = Math.Log2(figure.X.Maximum);
        var threshold = figure.Marks.OfType<FigureMark.Threshold>().FirstOrDefault();
        var requests = figure.Marks
            .OrderBy(mark => Distance(mark, threshold))
            .Select(Request)
            .OfType<LabelRequest>()
            .ToList();
        Labels = LabelRows.Place(requests, FigureHeading.TextLeft, FigureRenderer.Width - 8, MostLabelRows);
        HiddenLabels = requests.Count - Labels.Count;

        var labelRows = Labels.Count == 0 ? 0 : Labels.Max(label => label.Row) + 1;
        DataTop = top + (labelRows * LabelRowHeight) + 8;
    }

    public static float DataLeft => LeftPadding;

    public static float DataRight => FigureRenderer.Width - RightPadding;

    public static float DataBottom => Height - BottomPadding;

    public IReadOnlyList<PlacedLabel> Labels { get; }

    /// <summary>Labels for which there was no room; the footer counts them.</summary>
    public int HiddenLabels { get; }

    public float DataTop { get; }

    /// <summary>log2 of the ends of the x axis.</summary>
    public double XLow { get; }

    public double XHigh { get; }

    public PixelPadding Padding => new(LeftPadding, RightPadding, BottomPadding, DataTop);

    public static LabelStyle LabelStyle(FigureMark mark) =>
        FigureText.Style(16.5f, Palette.Ink, bold: mark is FigureMark.Threshold);

    public float LabelY(int row) => DataTop - 8 - (row * LabelRowHeight) - (LabelRowHeight / 2);

    public float PixelOf(double log2) =>
        (float)(DataLeft + ((log2 - XLow) / (XHigh - XLow) * (DataRight - DataLeft)));

    /// <summary>Whether a mark at a place on the x axis found room for its label; a line without a name says nothing.</summary>
    public bool IsNamed(FigureMark mark) => Labels.Any(label => ReferenceEquals(label.Request.Mark, mark));

    /// <summary>The threshold's label matters most, then those of bounds near it.</summary>
    private static double Distance(FigureMark mark, FigureMark.Threshold? threshold) => mark switch
    {
        FigureMark.BoundLine bound => Math.Abs(bound.Log10X - Math.Log10(threshold?.X ?? threshold?.Low ?? 1)),
        _ => -1,
    };

    /// <summary>The label of a vertical mark; one beyond the right end of the axis gets an arrow instead of a line.</summary>
    private LabelRequest? Request(FigureMark mark)
    {
        switch (mark)
        {
            case FigureMark.BoundLine bound:
                var position = bound.Log10X / Math.Log10(2);
                return position > XHigh ? Bordering(bound, $"{bound.Label} →")
                    : position < XLow ? At(bound, $"← {bound.Label}", XLow)
                    : At(bound, bound.Label, position);
            case FigureMark.Threshold threshold:
                return At(threshold, threshold.Label, Math.Clamp(Math.Log2(threshold.X ?? threshold.Low), XLow, XHigh));
            default:
                return null;
        }
    }

    private LabelRequest At(FigureMark mark, string text, double log2) =>
        new(mark, text, PixelOf(log2), FigureText.WidthOf(text, LabelStyle(mark)));

    private static LabelRequest Bordering(FigureMark mark, string text) =>
        new(mark, text, null, FigureText.WidthOf(text, LabelStyle(mark)));
}
