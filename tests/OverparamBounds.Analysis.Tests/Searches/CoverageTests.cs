using MathNet.Numerics.Distributions;
using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Analysis.Tests.Searches;

/// <summary>Simulated searches over curves whose truth is known.</summary>
public sealed class CoverageTests
{
    private static readonly SimulatedCurve s_steep = SimulatedCurve.Logistic("steep", middle: 300, octaves: .0667);
    private static readonly SimulatedCurve s_moderate = SimulatedCurve.Logistic("moderate", middle: 120, octaves: 1);
    private static readonly SimulatedCurve s_plateau = SimulatedCurve.Logistic("plateau", middle: 60, octaves: 1, ceiling: .8);

    // Each hidden unit is a ticket: success tends to one without a sharp rise.
    private static readonly SimulatedCurve s_lottery = new(
        "lottery", width => 1 - Math.Exp(-Math.Log(2) * Math.Pow(width / 24.0, 1.5)));

    private static readonly SimulatedCurve s_dip = new(
        "dip", width => (width is >= 100 and < 416 ? .75 : 1) / (1 + Math.Pow(width / 41.0, -5)));

    private static readonly SimulatedCurve s_flat = new("flat", width => width < 16 ? .1 : .499);

    [Fact]
    public void Searches_are_wrong_no_more_often_than_alpha_allows()
    {
        (SimulatedCurve Curve, double Success, int Budget)[] cells =
        [
            (s_steep, .5, 8000), (s_moderate, .9, 8000), (s_lottery, .9, 2500), (s_dip, .9, 2500), (s_plateau, .9, 2500),
            (s_flat, .5, 1000),
        ];
        const int Repetitions = 40;
        var wrong = 0;

        foreach (var (curve, success, budget) in cells)
        {
            for (var repetition = 0; repetition < Repetitions; repetition++)
            {
                var search = curve.Run(SimulatedCurve.Settings(success, maxTrainings: budget), repetition);

                wrong += search.Widths.Any(width => IsFalse(width, curve, success)) ? 1 : 0;
                Assert.NotNull(search.Stop);
            }
        }

        // If every search erred with probability .05, more than this many would err with probability below .001.
        var searches = cells.Length * Repetitions;
        var most = Enumerable.Range(0, searches).First(k => Binomial.CDF(.05, searches, k) > .999);
        Assert.InRange(wrong, 0, most);
    }

    [Fact]
    public void A_plateau_below_the_level_is_never_certified()
    {
        for (var repetition = 0; repetition < 40; repetition++)
        {
            var search = s_plateau.Run(SimulatedCurve.Settings(.9), repetition);

            Assert.Null(search.High);
            Assert.True(search.Estimate() is ThresholdEstimate.AboveGrid or ThresholdEstimate.Undecided);
        }
    }

    [Theory]
    [InlineData("steep", .5, 169)]
    [InlineData("steep", .9, 288)]
    [InlineData("moderate", .5, 596)]
    [InlineData("moderate", .9, 1580)]
    [InlineData("plateau", .9, 347)]
    public void Searches_take_about_as_many_runs_as_those_of_an_independent_implementation(
        string name, double success, int published)
    {
        var curve = name switch { "steep" => s_steep, "moderate" => s_moderate, _ => s_plateau };

        var runs = Enumerable.Range(100, 25)
            .Select(repetition => curve.Run(SimulatedCurve.Settings(success), repetition).Trainings)
            .Order()
            .ToList();

        // The published curves are known only by their thresholds, and medians of 25 searches vary by a tenth.
        Assert.InRange(runs[12], published / 1.5, published * 1.5);
    }

    [Fact]
    public void The_single_crossing_interval_holds_the_threshold_on_the_same_runs()
    {
        // f(120) = .5. True alpha .05 gives more than 9 misses in 60 searches with probability below .002.
        var missed = 0;
        for (var repetition = 0; repetition < 60; repetition++)
        {
            var set = new SingleCrossingSet(.5, .05, minWidth: 1);
            var search = new BracketSearch(SimulatedCurve.Settings(.5));
            while (search.Next() is { } launch)
            {
                var outcomes = s_moderate.Train(launch, repetition);
                search.Record(launch, outcomes);
                foreach (var part in launch.Parts)
                {
                    set.Record(part.Width, [.. outcomes.Where(run => run.Width == part.Width).Select(run => run.Fitted)]);
                }
            }

            missed += set.Low >= 120 || set.High < 120 ? 1 : 0;
        }

        Assert.InRange(missed, 0, 9);
    }

    private static bool IsFalse(WidthState width, SimulatedCurve curve, double success) => width.Certificate switch
    {
        Certificate.High => curve.At(width.Width) < success,
        Certificate.Low => curve.At(width.Width) >= success,
        _ => false,
    };
}
