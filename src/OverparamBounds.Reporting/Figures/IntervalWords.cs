using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Figures;

/// <summary>What the interval of one width is called: a search is looked at all the time, a grid once at its end.</summary>
internal static class IntervalWords
{
    public static string Singular(FindAnswer answer) => IsGrid(answer) ? "Clopper-Pearson interval" : "confidence sequence";

    public static string Plural(FindAnswer answer) => $"{Singular(answer)}s";

    public static bool IsGrid(FindAnswer answer) => answer.Spec.Mode == "grid";
}
