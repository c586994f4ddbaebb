using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Analysis.Tests.Evidence;

public sealed class BettingEvidenceTests
{
    [Theory]
    [InlineData("1101111101", .5, .51627947, 0)]
    [InlineData("0000100000", .5, 0, 2.25088053)]
    [InlineData("1111111111111111", .9, 1.33934423, 0)]
    public void Log_evidence_is_that_of_an_independent_implementation(string runs, double success, double high, double low)
    {
        var evidence = new BettingEvidence(success);

        foreach (var run in runs)
        {
            evidence.Add(run == '1');
        }

        Assert.Equal(high, evidence.LogHigh, 5.1e-9);
        Assert.Equal(low, evidence.LogLow, 5.1e-9);
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(.9)]
    public void Both_measures_have_mean_one_at_the_level(double success)
    {
        const int Runs = 12;
        double meanHigh = 0, meanLow = 0;

        for (var path = 0; path < 1 << Runs; path++)
        {
            var evidence = new BettingEvidence(success);
            var chance = 1.0;
            for (var run = 0; run < Runs; run++)
            {
                var fitted = (path >> run & 1) == 1;
                chance *= fitted ? success : 1 - success;
                evidence.Add(fitted);
            }

            meanHigh += chance * Math.Exp(evidence.LogHigh);
            meanLow += chance * Math.Exp(evidence.LogLow);
        }

        Assert.Equal(1, meanHigh, 1e-11);
        Assert.Equal(1, meanLow, 1e-11);
    }

    [Fact]
    public void Widths_pool_their_evidence_in_the_single_crossing_set()
    {
        var set = new SingleCrossingSet(success: .5, alpha: .05, minWidth: 1);
        var failures = Enumerable.Repeat(false, 4).ToList();
        var successes = Enumerable.Repeat(true, 4).ToList();

        foreach (var width in (int[])[1, 2, 4, 8])
        {
            set.Record(width, failures);
        }

        foreach (var width in (int[])[64, 128, 256])
        {
            set.Record(width, successes);
        }

        // Four runs give ln(1 * 1.5 * 1.667 * 1.75) = 1.476 and the limit is ln 40 = 3.689, so three widths together are
        // what it takes: LOW holds at 2 (2 + 4 + 8 failed), HIGH at 256 (64 + 128 + 256 fitted).
        Assert.Equal(2, set.Low);
        Assert.Equal(256, set.High);
    }

    [Fact]
    public void Ends_of_the_single_crossing_set_never_retreat()
    {
        var random = new RandomSequence(RandomSequence.KeyOf("single-crossing-test"), RandomPurpose.Simulation);
        var set = new SingleCrossingSet(success: .5, alpha: .05, minWidth: 1);
        var (low, high) = (set.Low, int.MaxValue);

        for (var launch = 0; launch < 400; launch++)
        {
            var width = 1 + random.NextIndex(32);
            set.Record(width, [random.NextUniform() < width / 32.0, random.NextUniform() < width / 32.0]);

            Assert.True(set.Low >= low);
            Assert.True((set.High ?? int.MaxValue) <= high);
            (low, high) = (set.Low, set.High ?? int.MaxValue);
        }

        // f(16) = .5 exactly.
        Assert.InRange(16, low + 1, high);
    }

    [Fact]
    public void The_single_crossing_set_is_wrong_no_more_often_than_alpha()
    {
        // 400 searches at true alpha .05 exceed 35 errors with probability below .001 (exact binomial tail).
        const int Searches = 400;
        var random = new RandomSequence(RandomSequence.KeyOf("single-crossing-coverage"), RandomPurpose.Simulation);
        var wrong = 0;

        for (var search = 0; search < Searches; search++)
        {
            var set = new SingleCrossingSet(success: .5, alpha: .05, minWidth: 1);
            for (var launch = 0; launch < 60; launch++)
            {
                var width = 1 << random.NextIndex(8);
                var success = width >= 16 ? .55 : .45;
                set.Record(width, [.. Enumerable.Range(0, 8).Select(_ => random.NextUniform() < success)]);
            }

            wrong += set.Low >= 16 || set.High < 16 ? 1 : 0;
        }

        Assert.InRange(wrong, 0, 35);
    }
}
