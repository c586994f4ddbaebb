using System.Reflection;
using ScottPlot;
using SkiaSharp;

namespace OverparamBounds.Reporting.Drawing;

/// <summary>The one font of all figures, from this assembly: a figure looks alike on a machine that has no fonts at all.</summary>
internal sealed class ShippedFont : IFontResolver
{
    private static readonly Lazy<bool> Registration = new(() =>
    {
        Fonts.FontResolvers.Add(new ShippedFont());
        return true;
    });

    private readonly Lazy<SKTypeface> _regular = new(() => Load("DejaVuSans.ttf"));
    private readonly Lazy<SKTypeface> _bold = new(() => Load("DejaVuSans-Bold.ttf"));

    public static string Family => "Overparam DejaVu Sans";

    /// <summary>Makes the family known to ScottPlot, once a process.</summary>
    public static void Register() => _ = Registration.Value;

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName != Family ? null : bold ? _bold.Value : _regular.Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, bold: weight >= FontWeight.SemiBold, italic: slant != FontSlant.Upright);

    private static SKTypeface Load(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Fonts/{file}")
            ?? throw new InvalidOperationException($"The font {file} is not in the assembly.");
        return SKTypeface.FromStream(stream);
    }
}
