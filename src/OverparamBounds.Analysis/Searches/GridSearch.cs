using System.Globalization;
using OverparamBounds.Analysis.Estimates;
using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Searches;

/// <summary>A plain grid: widths and seeds fixed beforehand, one simultaneous Clopper-Pearson bracket at the end.</summary>
/// <param name="Success">p0, the wanted success probability.</param>
/// <param name="Alpha">Chance that any certificate of the grid is false.</param>
/// <param name="Ratio">The estimate counts as certified when U/(L+1) is at most this.</param>
/// <param name="MinWidth">Smallest width asked about, at or below the grid.</param>
/// <param name="Widths">The grid.</param>
/// <param name="Seeds">Trainings a width.</param>
public sealed record GridSettings(double Success, double Alpha, double Ratio, int MinWidth, IReadOnlyList<int> Widths, int Seeds)
{
    /// <summary>Everything wrong with the settings, a line each.</summary>
    public IEnumerable<string> Problems()
    {
        if (Widths is [])
        {
            yield return "widths: there are none; name at least one, such as 8,16,32.";
            yield break;
        }

        var range = new SearchSettings(Success, Alpha, Ratio, MinWidth, Widths.Max(), Lanes: 1, MaxTrainings: 1, StepLimit: 1, Cost: width => width);
        foreach (var problem in range.Problems())
        {
            yield return problem;
        }

        if (Widths.Min() < MinWidth)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture, $"widths: {Widths.Min()} lies below the range, which starts at {MinWidth}; widen the range or drop it.");
        }

        if (Widths.GroupBy(width => width).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"widths: {twice.Key} stands there twice; name it once.");
        }

        if (Seeds < 1)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"seeds: {Seeds} must be at least 1.");
        }
    }
}

/// <summary>The certificates of a fixed grid.</summary>
public sealed class GridSearch
{
    private readonly GridSettings _settings;

    /// <exception cref="RequestException">Something is wrong with the settings.</exception>
    public GridSearch(GridSettings settings)
    {
        if (settings.Problems().ToList() is [_, ..] problems)
        {
            throw new RequestException(problems);
        }

        _settings = settings;
    }

    /// <summary>All trainings of the grid, narrowest first.</summary>
    public IReadOnlyList<LaunchPart> Parts =>
        [.. _settings.Widths.Order().Select(width => new LaunchPart(width, FirstSeed: 0, _settings.Seeds))];

    /// <summary>Judges the widths whose trainings are all there; the design being fixed, the others certify nothing yet.</summary>
    /// <remarks>
    /// Each width may err with alpha over the number of widths (Bonferroni), on either side, since only one side can be
    /// false. The estimate speaks of MinWidth up to the grid's last width.
    /// </remarks>
    public GridOutcome Judge(IReadOnlyList<WidthCount> counts)
    {
        var byWidth = counts.ToDictionary(count => count.Width);
        var alpha = _settings.Alpha / _settings.Widths.Count;
        var cells = new List<GridCell>();
        foreach (var width in _settings.Widths.Order())
        {
            var count = byWidth.GetValueOrDefault(width) ?? new(width, 0, 0);
            var lower = FixedDesignBounds.ClopperPearsonLower(count.Fitted, count.Trials, alpha);
            var upper = FixedDesignBounds.ClopperPearsonUpper(count.Fitted, count.Trials, alpha);
            var certificate = count.Trials != _settings.Seeds
                ? Certificate.None
                : lower >= _settings.Success ? Certificate.High
                : upper < _settings.Success ? Certificate.Low : Certificate.None;
            cells.Add(new(count, lower, upper, certificate));
        }

        return new(Estimate(cells), cells);
    }

    private ThresholdEstimate Estimate(List<GridCell> cells)
    {
        var high = cells.Find(cell => cell.Certificate == Certificate.High)?.Count.Width;
        var low = cells.FindLast(cell => cell.Certificate == Certificate.Low && !(cell.Count.Width >= high))?.Count.Width
            ?? (_settings.MinWidth - 1);
        if (high is { } upper)
        {
            var counts = cells.Select(cell => cell.Count).Where(count => count.Trials > 0);
            return new ThresholdEstimate.Between(
                low + 1,
                upper,
                ThresholdPoint.Estimate([.. counts], _settings.Success, low, upper),
                WithinRatio: upper / (low + 1.0) <= _settings.Ratio + 1e-9);
        }

        var widest = cells[^1].Count.Width;
        return low == widest ? new ThresholdEstimate.AboveGrid(widest) : new ThresholdEstimate.Undecided(low + 1);
    }
}

/// <summary>What a grid says.</summary>
public sealed record GridOutcome(ThresholdEstimate Estimate, IReadOnlyList<GridCell> Cells);

/// <summary>One width of a grid.</summary>
/// <param name="Lower">One-sided Clopper-Pearson bound at alpha over the number of widths.</param>
/// <param name="Upper">The same from above.</param>
public sealed record GridCell(WidthCount Count, double Lower, double Upper, Certificate Certificate);
