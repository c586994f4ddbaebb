using OverparamBounds.Analysis.Estimates;

namespace OverparamBounds.Analysis.Tests.Estimates;

public sealed class ScalingLawTests
{
    private static readonly IReadOnlyList<ScalingBracket> s_brackets =
        [new(16, 5, 7), new(64, 13, 17), new(256, 34, 42), new(1024, 90, 118)];

    [Fact]
    public void The_worked_example_is_that_of_an_independent_implementation()
    {
        var law = ScalingLaw.Fit(s_brackets);

        Assert.Equal(.66552859, law.Slope ?? 0, 5.1e-9);
        Assert.Equal(-.00610208, law.Intercept ?? 0, 5.1e-9);
        Assert.Equal(.01462964, law.StandardError ?? 0, 5.1e-9);
        Assert.Equal(.60715697, law.SlopeLower ?? 0, 5.1e-9);
        Assert.Equal(.72390021, law.SlopeUpper ?? 0, 5.1e-9);
        Assert.Equal(252, law.Resamples);
        Assert.Equal(.62562509, law.Bootstrap?.Lower ?? 0, 5.1e-9);
        Assert.Equal(.71720931, law.Bootstrap?.Upper ?? 0, 5.1e-9);
        Assert.NotNull(law.Caution);
    }

    [Fact]
    public void Every_slope_of_thresholds_in_their_brackets_lies_in_the_box()
    {
        var law = ScalingLaw.Fit(s_brackets);

        for (var corner = 0; corner < 16; corner++)
        {
            var exact = s_brackets
                .Select((bracket, i) => (corner >> i & 1) == 0 ? bracket.Low + 1 : bracket.High ?? 0)
                .Select((threshold, i) => new ScalingBracket(s_brackets[i].Size, threshold - 1, threshold))
                .ToList();

            var slope = ScalingLaw.Fit(exact).Slope ?? 0;
            Assert.InRange(slope, (law.SlopeLower ?? 0) - 1e-12, (law.SlopeUpper ?? 0) + 1e-12);
        }
    }

    [Fact]
    public void An_exact_power_law_is_recovered_without_caution()
    {
        var brackets = Enumerable.Range(0, 6)
            .Select(i => new ScalingBracket(Math.Pow(4, i), (3 << i) - 1, 3 << i))
            .ToList();

        var law = ScalingLaw.Fit(brackets);

        Assert.Equal(.5, law.Slope ?? 0, 1e-12);
        Assert.Equal(Math.Log(3), law.Intercept ?? 0, 1e-12);
        Assert.Equal(.5, law.Bootstrap?.Lower ?? 0, 1e-12);
        Assert.InRange(law.Resamples, 1990, 2000);
        Assert.Null(law.Caution);
    }

    [Fact]
    public void An_open_bracket_among_the_largest_leaves_a_lower_bound_only()
    {
        var law = ScalingLaw.Fit([.. s_brackets.Take(3), new ScalingBracket(1024, 90, null)]);

        Assert.Null(law.Slope);
        Assert.Null(law.SlopeUpper);
        Assert.Equal(.60715697, law.SlopeLower ?? 0, 5.1e-9);
    }
}
