using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Figures;
using ScottPlot;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>Where rows and columns of a ladder stand, in pixels of the unscaled figure; the height grows with the rows.</summary>
internal sealed class LadderLayout
{
    private const float RowHeight = 23;

    private const float HeadingHeight = 25;

    private const float GroupGap = 9;

    private const float BottomPadding = 102;

    private const float ColumnGap = 14;

    private const float MostNameWidth = 420;

    private const float CaptionHeight = 30;

    private readonly double _low;
    private readonly double _high;

    /// <param name="top">Where the heading ends.</param>
    public LadderLayout(FigureData.Ladder figure, float top)
    {
        (_low, _high) = (Math.Log10(figure.X.Minimum), Math.Log10(figure.X.Maximum));
        var names = figure.Rungs.Select(bound => FigureText.WidthOf(bound.Title, RowStyle) + Indent)
            .Concat(figure.Rungs.Select(bound => bound.Kind).Distinct().Select(kind => FigureText.WidthOf(HeadingText(kind), HeadingStyle) + Indent))
            .DefaultIfEmpty();
        DataLeft = FigureHeading.TextLeft + (float)Math.Min(names.Max(), MostNameWidth) + ColumnGap;

        var ratios = figure.Rungs.Select(BoundText.Ratio).OfType<string>().ToList();
        RatioRight = ratios.Count > 0 ? FigureHeading.TextRight : null;
        var ratioLeft = ratios.Count > 0
            ? FigureHeading.TextRight - WidestOf([.. ratios, RatioCaption]) - ColumnGap
            : FigureHeading.TextRight;
        var widths = figure.Rungs.Where(bound => !bound.Infinite).Select(BoundText.Width).OfType<string>();
        WidthRight = ratioLeft;
        DataRight = ratioLeft - WidestOf([.. widths, WidthCaption]) - ColumnGap;

        DataTop = top + CaptionHeight;
        CaptionY = top + (CaptionHeight / 2);
        var (rows, headings) = (new List<LadderRow>(), new List<LadderHeading>());
        var at = DataTop + 4;
        foreach (var group in figure.Rungs.GroupBy(bound => bound.Kind))
        {
            at += headings.Count > 0 ? GroupGap : 0;
            headings.Add(new(group.Key, HeadingText(group.Key), at + (HeadingHeight / 2)));
            at += HeadingHeight;
            foreach (var bound in group)
            {
                rows.Add(new(bound, FigureText.Wrap(bound.Title, RowStyle, DataLeft - ColumnGap - FigureHeading.TextLeft - Indent, 1)[0], at + (RowHeight / 2)));
                at += RowHeight;
            }
        }

        (Rows, Headings) = (rows, headings);
        DataBottom = Math.Max(at, DataTop + 120) + 6;
    }

    public static float Indent => 22;

    public static string WidthCaption => "width";

    public static string RatioCaption => "of measured";

    public static LabelStyle RowStyle => FigureText.Style(15.5f, Palette.Ink);

    public static LabelStyle HeadingStyle => FigureText.Style(15.5f, Palette.Ink, bold: true);

    public static LabelStyle CaptionStyle => FigureText.Style(15.5f, Palette.FaintInk);

    public IReadOnlyList<LadderRow> Rows { get; }

    public IReadOnlyList<LadderHeading> Headings { get; }

    public float DataLeft { get; }

    public float DataRight { get; }

    public float DataTop { get; }

    public float DataBottom { get; }

    /// <summary>The line above the data, of the measured threshold's label and the columns' captions.</summary>
    public float CaptionY { get; }

    /// <summary>Right end of the column of widths.</summary>
    public float WidthRight { get; }

    /// <summary>Right end of the column of ratios; null where nothing was measured.</summary>
    public float? RatioRight { get; }

    public float Height => MathF.Ceiling(DataBottom + BottomPadding);

    public PixelPadding Padding => new(DataLeft, FigureRenderer.Width - DataRight, Height - DataBottom, DataTop);

    /// <summary>Pixel of a width, which may lie beyond the data area.</summary>
    public float PixelOf(double log10) => (float)(DataLeft + ((log10 - _low) / (_high - _low) * (DataRight - DataLeft)));

    private static string HeadingText(BoundKind kind) => $"{kind}: {kind.Meaning()}";

    private static float WidestOf(IEnumerable<string> texts) => (float)texts.Max(text => FigureText.WidthOf(text, RowStyle));
}

/// <summary>A bound with its name, as much of it as fits, and the middle of its row.</summary>
internal sealed record LadderRow(BoundValue Bound, string Name, float Y);

/// <summary>The heading of a group of bounds, with the middle of its row.</summary>
internal sealed record LadderHeading(BoundKind Kind, string Text, float Y);
