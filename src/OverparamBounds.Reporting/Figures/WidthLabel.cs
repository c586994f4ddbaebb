using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Reporting.Figures;

/// <summary>What stands at an axis of widths: what the width of the architecture counts.</summary>
internal static class WidthLabel
{
    /// <param name="architecture">Its canonical text. One that this program does not know has a width all the same.</param>
    public static string Of(string architecture)
    {
        var id = architecture.Split('(')[0];
        var knob = ArchitectureCatalogue.All.FirstOrDefault(entry => entry.Id == id)?.Knob;

        // What the other sizes are in proportion is said by the catalogue.
        return knob is null ? "width, log scale" : $"width ({knob.Split([" (", ":", ";"], StringSplitOptions.None)[0]}), log scale";
    }
}
