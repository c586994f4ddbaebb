using OverparamBounds.Core.Sweeps;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Prices;

/// <summary>
/// Rules by which a sweep is priced. They come from 26 searches of the shipped tasks, listed in docs/sweeps.md, and are
/// meant to tell minutes from days.
/// </summary>
public static class PriceRules
{
    /// <summary>The 49,591 trials of those searches took 12.9 MB of SQLite with all their indices.</summary>
    public const int BytesPerTrial = 260;

    /// <summary>Mean share of the step budget that a training used: 0.07 in the quickest search, 1 where nothing fitted.</summary>
    private const double LeastShareOfSteps = 0.07;

    /// <summary>The median of that share over the searches was 0.32.</summary>
    private const double TypicalShareOfSteps = 1.0 / 3;

    /// <summary>A search that meets no fitting network gives up after eight trainings at each doubling.</summary>
    private const int TrainingsOfDoubling = 8;

    /// <summary>Trainings that two certificates beside the level took: 100 over the smaller of p and 1 - p, and at least this.</summary>
    private const double LeastTypical = 400;

    /// <summary>Trainings of a search; how many are unknown before, but never more than its budget.</summary>
    public static Spread Trainings(FindSpec spec)
    {
        if (spec.Grid is { } grid)
        {
            return Spread.Exactly((double)grid.Widths.Count * grid.Seeds);
        }

        var doublings = Math.Floor(Math.Log2((double)spec.MaxWidth / spec.MinWidth)) + 1;
        var low = Math.Min(spec.MaxTrainings, TrainingsOfDoubling * doublings);
        var usual = Math.Max(LeastTypical, 100 / Math.Min(spec.Success, 1 - spec.Success));
        return new(low, Math.Clamp(usual, low, spec.MaxTrainings), spec.MaxTrainings);
    }

    /// <summary>
    /// One-core seconds of the trainings of a search. The least at the narrowest width, the usual at the width whose
    /// parameters are as many as the targets, the most at the widest.
    /// </summary>
    public static Spread SearchSeconds(Question question, Spread trainings)
    {
        var (spec, steps) = (question.Spec, (double)question.Spec.Curve.Steps);
        return new(
            trainings.Low * LeastShareOfSteps * steps * StepSeconds(question, spec.MinWidth),
            trainings.Typical * TypicalShareOfSteps * steps * StepSeconds(question, CountedWidth(question)),
            trainings.Most * steps * StepSeconds(question, spec.MaxWidth));
    }

    /// <summary>One-core seconds of trainings at one width.</summary>
    public static Spread GridSeconds(Question question, int width, long trainings) =>
        new Spread(LeastShareOfSteps, TypicalShareOfSteps, 1) * (trainings * (double)question.Spec.Curve.Steps * StepSeconds(question, width));

    /// <summary>The narrowest width of the range with a parameter a target number; the widest where there is none.</summary>
    public static int CountedWidth(Question question)
    {
        var targets = (long)question.Task.Data.Samples * question.Task.Data.Problem.Outputs;
        var (low, high) = (question.Spec.MinWidth, question.Spec.MaxWidth);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = question.Parameters(middle) >= targets ? (low, middle) : (middle + 1, high);
        }

        return low;
    }

    /// <summary>Seconds of a network-step on the engine that is taken for the width.</summary>
    private static double StepSeconds(Question question, int width) =>
        Math.Min(EngineCost.LaneSeconds(question.Plan, width), EngineCost.TorchSeconds(question.Plan, width));
}
