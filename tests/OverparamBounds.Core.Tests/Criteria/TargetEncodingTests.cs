using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Tests.Data;

namespace OverparamBounds.Core.Tests.Criteria;

/// <summary>How labels and targets reach an engine.</summary>
public sealed class TargetEncodingTests
{
    private static readonly CriterionRule CrossEntropy = new(0.01, null, 10);
    private static readonly CriterionRule Squared = new(double.PositiveInfinity, 1e-6, 10);

    [Fact]
    public void Two_classes_under_cross_entropy_are_zeros_and_ones()
    {
        var encoding = TargetEncoding.Of(Examples.Xor, CrossEntropy);

        Assert.Equal(LossKind.Logistic, encoding.Loss);
        Assert.Equal([0f, 1f, 1f, 0f], encoding.Values);
        Assert.Equal(1, encoding.Outputs);
        Assert.Equal(0.25, encoding.Variance);
    }

    [Fact]
    public void Two_classes_under_the_squared_loss_are_minus_one_and_one()
    {
        var encoding = TargetEncoding.Of(Examples.Xor, Squared);

        Assert.Equal(LossKind.Squared, encoding.Loss);
        Assert.Equal([-1f, 1f, 1f, -1f], encoding.Values);
        Assert.Equal(1, encoding.Variance);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void More_classes_are_one_hot_under_either_loss(int classes)
    {
        var data = Examples.OneRowAClass(classes);

        var softmax = TargetEncoding.Of(data, CrossEntropy);
        var squared = TargetEncoding.Of(data, Squared);

        Assert.Equal(LossKind.Softmax, softmax.Loss);
        Assert.Equal(LossKind.Squared, squared.Loss);
        Assert.Equal(classes, softmax.Outputs);
        Assert.Equal(
            Enumerable.Range(0, classes * classes).Select(at => at / classes == at % classes ? 1f : 0f),
            softmax.Values);
        Assert.Equal(softmax.Values, squared.Values);

        // Each column is a coin of chance 1/C; double rounding of a few sums.
        Assert.Equal((classes - 1.0) / (classes * classes), squared.Variance, tolerance: 1e-14);
    }

    [Fact]
    public void Real_targets_stay_real_whatever_the_criterion()
    {
        var data = Examples.Regression(2, 1, 10, 2, 20, 3, 60);

        var encoding = TargetEncoding.Of(data, Squared);

        Assert.Equal(LossKind.Squared, encoding.Loss);
        Assert.Equal([1f, 10f, 2f, 20f, 3f, 60f], encoding.Values);
        Assert.Equal(2, encoding.Outputs);
        Assert.Equal(data.TargetVariance(), encoding.Variance);
    }
}
