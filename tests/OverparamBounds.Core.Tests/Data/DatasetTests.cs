using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Tests.Data;

/// <summary>Shapes, variance and fingerprint of training data.</summary>
public sealed class DatasetTests
{
    private static readonly Dataset Targets = Examples.Regression(2, 1, 10, 2, 20, 3, 60);

    public static TheoryData<string, Dataset, Dataset> Changed { get; } = new()
    {
        { "last bit of an input", Examples.Xor, Examples.Xor with { Inputs = [0, 0, 0, 1, 1, 0, 1, double.BitIncrement(1)] } },
        { "order of rows", Examples.Xor, Examples.Xor with { Inputs = [0, 1, 0, 0, 1, 0, 1, 1] } },
        { "a label", Examples.Xor, Examples.Xor with { Labels = [0, 1, 1, 1] } },
        { "number of classes", Examples.Xor, Examples.Xor with { Classes = 3 } },
        { "shape", Examples.Xor, Examples.Xor with { Samples = 2, Features = 4 } },
        { "a target", Targets, Targets with { Targets = [1, 10, 2, 20, 3, double.BitDecrement(60)] } },
        { "target columns", Targets, Targets with { TargetColumns = 1 } },
        { "labels for targets", Targets, Targets with { Targets = null, Labels = [0, 1, 1], Classes = 2, TargetColumns = 0 } },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public void A_change_of_the_data_changes_its_digest(string what, Dataset data, Dataset changed)
    {
        Assert.True(data.Digest() != changed.Digest(), what);
    }

    [Fact]
    public void Equal_data_has_an_equal_digest_whatever_is_said_about_it()
    {
        var copy = Examples.Xor with
        {
            Inputs = [.. Examples.Xor.Inputs],
            Labels = [.. Examples.Xor.Labels!],
            ClassNames = ["no", "yes"],
            Notes = ["a remark"],
        };

        Assert.Equal(Examples.Xor.Digest(), copy.Digest());
        Assert.Matches("^[0-9a-f]{64}$", copy.Digest());
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(3, 3)]
    [InlineData(10, 10)]
    public void Two_classes_need_one_output_and_more_need_one_each(int classes, int outputs)
    {
        var data = Examples.OneRowAClass(classes);

        Assert.True(data.IsClassification);
        Assert.Equal(outputs, data.Outputs);
        Assert.Equal(new Problem(Samples: classes, Features: 1, Outputs: outputs, Classes: classes), data.Problem);
        Assert.True(data.Problem.IsClassification);
    }

    [Fact]
    public void A_regression_needs_an_output_a_target_column()
    {
        Assert.False(Targets.IsClassification);
        Assert.Equal(new Problem(Samples: 3, Features: 1, Outputs: 2, Classes: 0), Targets.Problem);
        Assert.False(Targets.Problem.IsClassification);
    }

    [Fact]
    public void A_row_holds_the_features_of_one_sample()
    {
        Assert.Equal([1.0, 0.0], Examples.Xor.Row(2).ToArray());
    }

    [Fact]
    public void The_variance_is_that_of_the_population_about_each_columns_own_mean()
    {
        // Columns 1, 2, 3 and 10, 20, 60: variances 2/3 and (400 + 100 + 900)/3; their mean is 234.
        Assert.Equal(((2 / 3.0) + (1400 / 3.0)) / 2, Targets.TargetVariance(), tolerance: 1e-10);
        Assert.Equal(0, Examples.Xor.TargetVariance());
        Assert.Equal(0, Examples.Regression(1, 5, 5, 5).TargetVariance());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1e6)]
    [InlineData(-1e9)]
    public void A_shift_leaves_the_variance_and_a_scale_squares(double shift)
    {
        double[] values = [1, -2, 4, 0.5, 3];

        var plain = Examples.Regression(1, values).TargetVariance();
        var moved = Examples.Regression(1, [.. values.Select(value => (3 * value) + shift)]).TargetVariance();

        // Two passes: a shift by s costs a rounding of s * 2^-52 in each difference.
        Assert.Equal(9 * plain, moved, tolerance: 1e-14 * (100 + (10 * Math.Abs(shift))));
    }
}
