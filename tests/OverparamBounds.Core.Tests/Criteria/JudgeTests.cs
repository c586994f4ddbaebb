using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Tests.Data;

namespace OverparamBounds.Core.Tests.Criteria;

/// <summary>What counts as zero training loss.</summary>
public sealed class JudgeTests
{
    /// <summary>log(1 + exp(-z)) = 0.01 at this z.</summary>
    private static readonly double LogitAtThreshold = -Math.Log(Math.Exp(0.01) - 1);

    private static readonly Dataset OneRow = new() { Inputs = [1], Samples = 1, Features = 1, Labels = [1], Classes = 2 };

    [Fact]
    public void The_right_side_of_zero_is_enough_for_no_errors()
    {
        var judge = Judge(Examples.Xor, "Z0");

        Assert.True(judge.Test([-1, 1, 1, -1]).Fits);
        Assert.True(judge.Test([-float.Epsilon, float.Epsilon, 1e30f, -1e30f]).Fits);
        Assert.False(judge.Test([-1, 1, 1, 1]).Fits);
        Assert.False(judge.Test([-1, -1, 1, -1]).Fits);
    }

    [Fact]
    public void A_logit_of_zero_of_either_sign_is_an_error_for_either_class()
    {
        var judge = Judge(Examples.Xor, "Z0");

        Assert.False(judge.Test([0, 1, 1, -1]).Fits);
        Assert.False(judge.Test([-1, 0, 1, -1]).Fits);
        Assert.False(judge.Test([-0f, 1, 1, -1]).Fits);
        Assert.False(judge.Test([-1, -0f, 1, -1]).Fits);
    }

    [Fact]
    public void A_tie_of_two_logits_is_an_error_whichever_is_right()
    {
        var judge = Judge(Examples.OneRowAClass(3), "Z0");

        Assert.True(judge.Test([2, 1, 1, 0, 3, 2, -3, -2, -1]).Fits);
        Assert.False(judge.Test([2, 2, 1, 0, 3, 2, -3, -2, -1]).Fits);
        Assert.False(judge.Test([2, 1, 1, 3, 3, 2, -3, -2, -1]).Fits);
        Assert.False(judge.Test([2, 1, 1, 0, 3, 2, -1, -2, -1]).Fits);
        Assert.False(judge.Test([0, 0, 0, 0, 0, 0, 0, 0, 0]).Fits);
    }

    [Theory]
    [InlineData("Z0")]
    [InlineData("Z1")]
    [InlineData("mse")]
    public void An_output_that_is_not_finite_diverged_wherever_it_stands(string criterion)
    {
        var judge = Judge(Examples.Xor, criterion);

        foreach (var output in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
        {
            for (var place = 0; place < 4; place++)
            {
                float[] outputs = [-9, 9, 9, -9];
                outputs[place] = output;

                Assert.Equal(new Verdict(Finite: false, Fits: false), judge.Test(outputs));
            }
        }
    }

    [Theory]
    [InlineData(1e-4, true)]
    [InlineData(-1e-4, false)]
    public void Cross_entropy_of_one_logit_must_be_below_a_hundredth(double aboveThreshold, bool fits)
    {
        // The loss falls by 0.00995 per unit of the logit, so 1e-4 moves it by 1e-6, far above float rounding (5e-7 of 4.6).
        var verdict = Judge(OneRow, "Z1").Test([(float)(LogitAtThreshold + aboveThreshold)]);

        Assert.Equal(new Verdict(Finite: true, fits), verdict);
    }

    [Theory]
    [InlineData(1e-4, true)]
    [InlineData(-1e-4, false)]
    public void Cross_entropy_of_a_softmax_must_be_below_a_hundredth(double aboveThreshold, bool fits)
    {
        // log(1 + 2 exp(-z)) = 0.01 at the logit's threshold plus log 2.
        var right = (float)(LogitAtThreshold + Math.Log(2) + aboveThreshold);

        var verdict = Judge(Examples.OneRowAClass(3), "Z1").Test([right, 0, 0, 0, right, 0, 0, 0, right]);

        Assert.Equal(new Verdict(Finite: true, fits), verdict);
    }

    [Fact]
    public void The_mean_is_judged_but_one_error_spoils_it()
    {
        var judge = Judge(Examples.Xor, "Z1");

        // Three rows without loss leave the fourth four hundredths: log(1 + exp(-3.2)) = 0.0399, of -3.1 it is 0.0441.
        Assert.True(judge.Test([-99, 99, 99, -3.2f]).Fits);
        Assert.False(judge.Test([-99, 99, 99, -3.1f]).Fits);
        Assert.False(judge.Test([-99, 99, 99, 1e-6f]).Fits);
    }

    [Fact]
    public void A_mean_below_the_threshold_does_not_excuse_an_error()
    {
        // A hundred rows, one of them wrong by a hair: the mean is log(2)/100 < 0.01, and yet it is an error.
        var data = Examples.Gaussian(samples: 100, features: 1);
        float[] outputs = [.. data.Labels!.Select(label => label == 1 ? 99f : -99f)];
        outputs[0] = 1e-6f;

        var judge = Judge(data, "Z1");

        Assert.InRange(judge.MeanLoss(outputs), 0.0069, 0.0070);
        Assert.False(judge.Test(outputs).Fits);
    }

    [Theory]
    [InlineData(0.51f, true)]
    [InlineData(0.5f, false)]
    [InlineData(0.49f, false)]
    [InlineData(1.49f, true)]
    [InlineData(1.5f, false)]
    public void Squared_loss_on_classes_is_judged_against_plus_and_minus_one(float size, bool fits)
    {
        // Balanced classes have variance 1, so the mean squared residual must be below 0.25 itself.
        var verdict = Judge(Examples.Xor, "mse(0.25)").Test([-size, size, size, -size]);

        Assert.Equal(new Verdict(Finite: true, fits), verdict);
    }

    [Fact]
    public void The_default_tolerance_is_a_millionth_of_the_variance()
    {
        var judge = Judge(Examples.Xor, "mse");

        Assert.True(judge.Test([-1.00099f, 1.00099f, 1.00099f, -1.00099f]).Fits);
        Assert.False(judge.Test([-1.00101f, 1.00101f, 1.00101f, -1.00101f]).Fits);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    [InlineData(0.0078125)]
    public void Regression_is_judged_by_the_share_of_the_variance_whatever_the_unit(double unit)
    {
        // Targets 0 and 4 have variance 4; residuals of 1 everywhere leave a quarter of it. Units are powers of two: exact.
        var data = Examples.Regression(1, 0, 4 * unit);
        float[] outputs = [(float)unit, (float)(5 * unit)];

        Assert.Equal(unit * unit, Judge(data, "mse").MeanLoss(outputs));
        Assert.True(Judge(data, "mse(0.2501)").Test(outputs).Fits);
        Assert.False(Judge(data, "mse(0.25)").Test(outputs).Fits);
    }

    [Fact]
    public void Columns_of_a_regression_are_averaged()
    {
        // Residuals 1 and 0 in each of two rows: mean square 1/2. Variances 1 and 4: mean 5/2. The share is a fifth.
        var data = Examples.Regression(2, 0, 0, 2, 4);
        float[] outputs = [1, 0, 3, 4];

        Assert.Equal(0.5, Judge(data, "mse").MeanLoss(outputs));
        Assert.True(Judge(data, "mse(0.201)").Test(outputs).Fits);
        Assert.False(Judge(data, "mse(0.199)").Test(outputs).Fits);
    }

    [Fact]
    public void Losses_of_large_logits_neither_overflow_nor_vanish()
    {
        Assert.Equal(1000, Judge(OneRow, "Z1").MeanLoss([-1000]));
        Assert.Equal(Math.Exp(-30), Judge(OneRow, "Z1").MeanLoss([30]), tolerance: 1e-16);
        Assert.Equal(2e30, Judge(Examples.OneRowAClass(3), "Z1").MeanLoss([-1e30f, 1e30f, 0, 0, -1e30f, 1e30f, 1e30f, 0, -1e30f]), tolerance: 1e23);
    }

    [Fact]
    public void Losses_agree_with_their_definitions()
    {
        var random = new RandomSequence(RandomSequence.KeyOf("losses"), RandomPurpose.Simulation);
        var three = Examples.OneRowAClass(3);

        for (var draw = 0; draw < 200; draw++)
        {
            float[] logits = [.. Enumerable.Range(0, 9).Select(_ => (float)(3 * random.NextNormal()))];
            var binary = logits[..4];

            var logistic = Enumerable.Range(0, 4).Average(row => -Math.Log(Probability(binary[row], Examples.Xor.Labels![row])));
            var softmax = Enumerable.Range(0, 3).Average(row => -Math.Log(
                Math.Exp(logits[(4 * row)]) / logits[(3 * row)..((3 * row) + 3)].Sum(logit => Math.Exp(logit))));

            // Sums of a few numbers below 30 in double arithmetic.
            Assert.Equal(logistic, Judge(Examples.Xor, "Z1").MeanLoss(binary), tolerance: 1e-12);
            Assert.Equal(softmax, Judge(three, "Z1").MeanLoss(logits), tolerance: 1e-12);
        }
    }

    [Fact]
    public void Each_criterion_says_what_it_is_for_and_how_often_it_is_tested()
    {
        var rules = CriterionCatalogue.All.ToDictionary(criterion => criterion.Id, criterion => Rule($"{criterion.Id}(every=7)"));

        Assert.Equal(new CriterionRule(0.01, null, 7), rules["Z1"]);
        Assert.Equal(new CriterionRule(double.PositiveInfinity, null, 7), rules["Z0"]);
        Assert.Equal(new CriterionRule(double.PositiveInfinity, 1e-6, 7), rules["mse"]);
        Assert.Equal(["mse"], rules.Where(pair => pair.Value.UsesSquaredLoss).Select(pair => pair.Key));
        Assert.Equal(10, Rule("Z1").CheckInterval);
        Assert.Equal(["mse"], CriterionCatalogue.All.Where(criterion => criterion.ForRegression).Select(criterion => criterion.Id));
        Assert.All(CriterionCatalogue.All, criterion => Assert.True(criterion.ForClassification));
    }

    private static double Probability(double logit, int label) => 1 / (1 + Math.Exp(label == 1 ? -logit : logit));

    private static Judge Judge(Dataset data, string criterion) => new(data, Rule(criterion));

    private static CriterionRule Rule(string criterion)
    {
        var choice = CriterionCatalogue.All.Bind(criterion);
        return choice.Entry.Rule(choice.Arguments);
    }
}
