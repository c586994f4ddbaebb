using System.Globalization;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Analysis.Searches;

/// <summary>What a search asks, and what it may spend.</summary>
/// <param name="Success">p0, the wanted success probability.</param>
/// <param name="Alpha">Chance that any certificate of the search is ever false.</param>
/// <param name="Ratio">The search stops when U/(L+1) is at most this.</param>
/// <param name="MinWidth">Smallest width asked about.</param>
/// <param name="MaxWidth">Largest width asked about.</param>
/// <param name="Lanes">Most trainings of one launch.</param>
/// <param name="MaxTrainings">Most trainings of the search.</param>
/// <param name="StepLimit">T, the steps of a training that does not succeed earlier.</param>
/// <param name="Cost">Cost of one training of full length at a width, in any unit; asked up to MaxWidth and at 16 MinWidth.</param>
public sealed record SearchSettings(
    double Success,
    double Alpha,
    double Ratio,
    int MinWidth,
    int MaxWidth,
    int Lanes,
    int MaxTrainings,
    int StepLimit,
    Func<int, double> Cost)
{
    /// <summary>The widest range end: sixteen times a width stays an integer.</summary>
    public const int WidestWidth = 1 << 26;

    /// <summary>Whether to look above the interval, at 2U and 4U, for at most 15 % of what was spent.</summary>
    public bool Sentinels { get; init; }

    /// <summary>Everything wrong with the settings, a line each.</summary>
    public IEnumerable<string> Problems()
    {
        if (!(Success > 0 && Success < 1))
        {
            yield return Line("success", Success, "must lie between 0 and 1, both excluded; for \"always\" use 0.99.");
        }

        if (!(Alpha > 0 && Alpha < 1))
        {
            yield return Line("confidence", 1 - Alpha, "must lie between 0 and 1, both excluded, such as 0.95.");
        }

        if (!(Ratio >= 1 && double.IsFinite(Ratio)))
        {
            yield return Line("ratio", Ratio, "must be at least 1; 1.25 locates the threshold within a quarter.");
        }

        if (MinWidth < 1 || MaxWidth < MinWidth || MaxWidth > WidestWidth)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"widths: {MinWidth}..{MaxWidth} must rise within 1..{WidestWidth}, such as 1..4096.");
        }

        if (Lanes < 1)
        {
            yield return Line("lanes", Lanes, "must be at least 1; 64 is usual.");
        }

        if (MaxTrainings < 1)
        {
            yield return Line("trainings", MaxTrainings, "must be at least 1.");
        }

        if (StepLimit < 1)
        {
            yield return Line("steps", StepLimit, "must be at least 1.");
        }
    }

    /// <exception cref="RequestException">Something is wrong with the settings.</exception>
    internal void Check()
    {
        ArgumentNullException.ThrowIfNull(Cost);
        if (Problems().ToList() is [_, ..] problems)
        {
            throw new RequestException(problems);
        }

        foreach (var width in (int[])[MinWidth, MaxWidth])
        {
            var cost = Cost(width);
            if (!(cost > 0 && double.IsFinite(cost)))
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture, $"A training at width {width} costs {cost}; a cost must be positive and finite."));
            }
        }
    }

    private static string Line(string field, double value, string mend) =>
        string.Create(CultureInfo.InvariantCulture, $"{field}: {value} {mend}");
}
