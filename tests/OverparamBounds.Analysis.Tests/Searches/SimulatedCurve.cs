using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Analysis.Tests.Searches;

/// <summary>A known success curve that stands in for training.</summary>
internal sealed class SimulatedCurve(string name, Func<int, double> success)
{
    public const int StepLimit = 1000;

    // A success takes three tenths of the budget.
    public const int StepsToSuccess = 300;

    public double At(int width) => success(width);

    /// <summary>Rises from 10 % to 90 % over some octaves around its middle.</summary>
    public static SimulatedCurve Logistic(string name, double middle, double octaves, double ceiling = 1) => new(
        name, width => ceiling / (1 + Math.Exp(-2 * Math.Log(9) * (Math.Log2(width) - Math.Log2(middle)) / octaves)));

    public static SearchSettings Settings(double success, int maxWidth = 1024, int lanes = 64, int maxTrainings = 8000) => new(
        success, Alpha: .05, Ratio: 1.25, MinWidth: 1, maxWidth, lanes, maxTrainings, StepLimit, Cost: width => width);

    /// <summary>Runs a search to its end; every run draws from the ladder of its width and seed.</summary>
    public BracketSearch Run(SearchSettings settings, int repetition, Action<BracketSearch, SearchLaunch>? watch = null)
    {
        var search = new BracketSearch(settings);
        while (search.Next() is { } launch)
        {
            search.Record(launch, Train(launch, repetition));
            watch?.Invoke(search, launch);
        }

        return search;
    }

    public IReadOnlyList<RunOutcome> Train(SearchLaunch launch, int repetition)
    {
        var outcomes = new List<RunOutcome>(launch.Trainings);
        foreach (var part in launch.Parts)
        {
            var probability = success(part.Width);
            for (var seed = part.FirstSeed; seed < part.FirstSeed + part.Count; seed++)
            {
                var key = RandomSequence.KeyOf($"{name}|{repetition}|{part.Width}|{seed}");
                var fitted = new RandomSequence(key, RandomPurpose.Simulation).NextUniform() < probability;
                outcomes.Add(new(part.Width, fitted, fitted ? StepsToSuccess : StepLimit));
            }
        }

        return outcomes;
    }
}
