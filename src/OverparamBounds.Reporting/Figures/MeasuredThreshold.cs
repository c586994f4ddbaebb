using System.Globalization;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>The measured threshold on a width axis.</summary>
internal static class MeasuredThreshold
{
    /// <summary>Null where the answer has no interval.</summary>
    public static FigureMark.Threshold? Of(FindAnswer answer)
    {
        if (answer.Smallest.WidthInterval is not [{ } low, var high])
        {
            return null;
        }

        var confidence = string.Create(CultureInfo.InvariantCulture, $"{100 * answer.Spec.Confidence:0.###} %");
        var widest = answer.Cells.Where(cell => cell.Trials > 0).Select(cell => cell.Width).DefaultIfEmpty().Max();
        var label = (answer.Smallest.Width, high) switch
        {
            ({ } point, { } top) => string.Create(
                CultureInfo.InvariantCulture, $"measured threshold {point} ({low} to {top}, {confidence})"),
            _ when answer.Smallest.Status == "aboveGrid" && widest > 0 => string.Create(
                CultureInfo.InvariantCulture, $"measured threshold above {widest} ({confidence})"),
            _ => string.Create(CultureInfo.InvariantCulture, $"measured threshold undecided, {low} or more ({confidence})"),
        };
        return new(label, answer.Smallest.Width, low, high);
    }
}
