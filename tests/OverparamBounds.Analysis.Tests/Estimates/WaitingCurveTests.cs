using OverparamBounds.Analysis.Estimates;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Tests.Estimates;

public sealed class WaitingCurveTests
{
    private static readonly IReadOnlyList<TimedRun> s_runs =
    [
        new(120, true), new(340, true), new(340, true), new(500, false), new(610, true), new(700, true), new(810, true),
        new(1000, false), new(1000, false), new(1000, false),
    ];

    [Fact]
    public void The_worked_example_has_its_curve_variance_and_interval()
    {
        var curve = WaitingCurve.Estimate(s_runs);
        double[] expected = [.9, .7, .58333333, .46666667, .35];

        Assert.Equal([120, 340, 610, 700, 810], curve.Points.Select(point => point.Step));
        Assert.All(curve.Points.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Waiting, 5.1e-9));
        var last = curve.Points[^1];
        Assert.Equal((4, 1), (last.AtRisk, last.Fitted));
        Assert.Equal(.02566667, last.Variance, 5.1e-9);
        Assert.Equal(.08479909, last.Lower ?? 0, 5.1e-9);
        Assert.Equal(.63975980, last.Upper ?? 0, 5.1e-9);
        Assert.Equal(700, curve.StepsTo(.5));
        Assert.Null(curve.StepsTo(.9));
    }

    [Fact]
    public void Late_successes_are_counted_against_those_at_risk()
    {
        var check = BudgetCheck.Of(s_runs, stepLimit: 1000);

        Assert.Equal((4, 1), (check.AtRisk, check.Late));
        Assert.Equal(.02599625, check.LateShareLower, 5.1e-9);
        Assert.False(check.IsLimited);
    }

    [Theory]
    [InlineData(3, 10, true)]
    [InlineData(2, 2, false)]
    [InlineData(3, 200, false)]
    public void A_width_is_budget_limited_by_three_late_successes_in_a_telling_share(int late, int waiting, bool limited)
    {
        var runs = Enumerable.Repeat(new TimedRun(900, true), late)
            .Concat(Enumerable.Repeat(new TimedRun(1000, false), waiting - late))
            .Concat(Enumerable.Repeat(new TimedRun(800, true), 50))
            .ToList();

        Assert.Equal(limited, BudgetCheck.Of(runs, stepLimit: 1000).IsLimited);
    }

    [Fact]
    public void Alphas_of_all_budgets_sum_to_alpha()
    {
        var sum = Enumerable.Range(0, 40).Sum(doublings => BudgetCheck.AlphaAfter(doublings, .05));

        Assert.Equal(.05, sum, 1e-12);
    }

    [Theory]
    [InlineData(17, 40)]
    [InlineData(40, 40)]
    [InlineData(0, 40)]
    public void Without_aborts_the_curve_ends_at_the_share_of_failures(int fitted, int trials)
    {
        var runs = Enumerable.Range(0, trials)
            .Select(i => i < fitted ? new TimedRun(100 + (37 * i % 11), true) : new TimedRun(1000, false))
            .ToList();

        var curve = WaitingCurve.Estimate(runs);

        var waiting = curve.Points is [.., var last] ? last.Waiting : 1;
        Assert.Equal((double)(trials - fitted) / trials, waiting, 1e-12);
        Assert.All(curve.Points, point => Assert.True(!(point.Lower > point.Waiting) && !(point.Upper < point.Waiting)));
    }

    [Fact]
    public void A_diverged_training_waits_to_the_end()
    {
        var result = new TrialResult(
            new("0"), new(8, 0), TrialOutcome.Diverged, Steps: 17, null, default, 0, 0, "", new("torch", "cpu", "cpu", ""));

        Assert.Equal(new(1000, false), TimedRun.Of(result, stepLimit: 1000));
        Assert.Equal(new(17, true), TimedRun.Of(result with { Outcome = TrialOutcome.Fitted }, stepLimit: 1000));
    }
}
