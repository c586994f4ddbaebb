using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Tests.Evidence;

public sealed class SequentialEvidenceTests
{
    // Half a unit of the last digit that an independent implementation gave.
    private const double Tolerance = 5.1e-9;

    [Theory]
    [InlineData(12, 64, .5, -4.17757869, 11.85879541)]
    [InlineData(16, 16, .5, 9.81702949, -3.28181049)]
    [InlineData(64, 64, .9, 5.67464119, -4.04334914)]
    [InlineData(0, 8, .9, -2.80362086, 17.02218298)]
    [InlineData(50, 64, .9, -2.91403862, 1.80020476)]
    public void Log_evidence_is_that_of_an_independent_implementation(
        int fitted, int trials, double success, double high, double low)
    {
        var evidence = new SequentialEvidence(success);

        Assert.Equal(high, evidence.High(fitted, trials), Tolerance);
        Assert.Equal(low, evidence.Low(fitted, trials), Tolerance);
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(.9)]
    [InlineData(.99)]
    public void Both_measures_are_martingales_with_mean_one_at_the_level(double success)
    {
        var evidence = new SequentialEvidence(success);

        for (var trials = 0; trials < 40; trials++)
        {
            for (var fitted = 0; fitted <= trials; fitted++)
            {
                double Next(Func<int, int, double> measure) =>
                    (success * Math.Exp(measure(fitted + 1, trials + 1) - measure(fitted, trials)))
                        + ((1 - success) * Math.Exp(measure(fitted, trials + 1) - measure(fitted, trials)));

                // Rounding of logarithms of size up to 100.
                Assert.Equal(1, Next(evidence.High), 1e-11);
                Assert.Equal(1, Next(evidence.Low), 1e-11);
            }
        }

        Assert.Equal(0, evidence.High(0, 0));
        Assert.Equal(0, evidence.Low(0, 0));
    }

    [Theory]
    [InlineData(.5)]
    [InlineData(.9)]
    public void Evidence_is_a_supermartingale_under_every_null(double success)
    {
        var evidence = new SequentialEvidence(success);

        for (var trials = 0; trials < 30; trials++)
        {
            for (var fitted = 0; fitted <= trials; fitted++)
            {
                double Next(Func<int, int, double> measure, double truth) =>
                    (truth * Math.Exp(measure(fitted + 1, trials + 1) - measure(fitted, trials)))
                        + ((1 - truth) * Math.Exp(measure(fitted, trials + 1) - measure(fitted, trials)));

                Assert.True(Next(evidence.High, success * .7) <= 1 + 1e-11);
                Assert.True(Next(evidence.Low, 1 - ((1 - success) * .7)) <= 1 + 1e-11);
            }
        }
    }

    [Fact]
    public void The_chance_of_ever_certifying_falsely_stays_below_its_share()
    {
        // Exact: the distribution of counts at f = p0, with certified paths taken out as they occur.
        const double Success = .9, Share = .05;
        var evidence = new SequentialEvidence(Success);
        double[] alive = [1];
        double falseHigh = 0;

        for (var trials = 1; trials <= 400; trials++)
        {
            var next = new double[trials + 1];
            for (var fitted = 0; fitted < trials; fitted++)
            {
                next[fitted + 1] += alive[fitted] * Success;
                next[fitted] += alive[fitted] * (1 - Success);
            }

            for (var fitted = 0; fitted <= trials; fitted++)
            {
                if (next[fitted] > 0 && evidence.High(fitted, trials) >= -Math.Log(Share))
                {
                    falseHigh += next[fitted];
                    next[fitted] = 0;
                }
            }

            alive = next;
        }

        Assert.InRange(falseHigh, .001, Share);
    }

    [Theory]
    [InlineData(0, 1000, .9)]
    [InlineData(0, 100_000, .9)]
    [InlineData(10, 5000, .5)]
    [InlineData(0, 8000, .99)]
    public void Hopeless_counts_never_look_like_evidence_however_many_they_are(int fitted, int trials, double success)
    {
        // A tail floored at ln 5e-324 = -745 would make these thousands of runs count for HIGH.
        var evidence = new SequentialEvidence(success);

        Assert.True(evidence.High(fitted, trials) < 0);
        Assert.True(evidence.Low(fitted, trials) > 100);
    }

    [Theory]
    [InlineData(.5, 11, 11)]
    [InlineData(.9, 4, 69)]
    [InlineData(.99, 2, 717)]
    public void Runs_without_exception_certify_after_the_stated_number(double success, int failures, int successes)
    {
        var evidence = new SequentialEvidence(success);
        var threshold = -Math.Log(.00225);

        var toLow = Enumerable.Range(1, 2000).First(n => evidence.Low(0, n) >= threshold);
        var toHigh = Enumerable.Range(1, 2000).First(n => evidence.High(n, n) >= threshold);

        Assert.Equal(failures, toLow);
        Assert.Equal(successes, toHigh);
    }
}
