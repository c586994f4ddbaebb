namespace OverparamBounds.Theory.Tests.Bounds;

public class ViolatedAssumptionTests
{
    [Fact]
    public void Parallel_units_of_a_plain_relu_network_break_the_output_bias_and_the_regulariser()
    {
        var value = Examples.Evaluate("haeffele2017", Examples.Problem(Examples.Xor));

        Assert.Equal(5, value.Width);
        Assert.Equal(21, value.Parameters);
        Assert.Equal(
            ["the output bias breaks homogeneity", "no regulariser of matching degree is used"],
            value.Violated);
    }

    [Fact]
    public void A_deep_tanh_network_breaks_every_assumption_of_parallel_units()
    {
        var value = Examples.Evaluate("haeffele2017", Examples.Problem(Examples.Xor, "depth=2,act=tanh"));

        Assert.Equal(
            [
                "tanh is not positively homogeneous",
                "the output bias breaks homogeneity",
                "the biases of later hidden layers break homogeneity",
                "depth 2 needs parallel subnetworks",
                "no regulariser of matching degree is used",
            ],
            value.Violated);
    }

    [Fact]
    public void Without_biases_only_the_regulariser_is_missing()
    {
        var value = Examples.Evaluate("haeffele2017", Examples.Problem(Examples.Xor, "bias=false"));

        Assert.Equal(["no regulariser of matching degree is used"], value.Violated);
    }

    [Fact]
    public void Class_labels_and_cross_entropy_are_flagged_when_parameters_are_counted()
    {
        var value = Examples.Evaluate("dof", Examples.Problem(Examples.Xor));

        Assert.Contains(value.Violated, line => line.Contains("DiscreteLabels", StringComparison.Ordinal));
        Assert.Contains(value.Violated, line => line.StartsWith("cross-entropy", StringComparison.Ordinal));
        Assert.NotNull(value.Width);
    }

    [Fact]
    public void Class_labels_stay_flagged_under_the_squared_loss()
    {
        var value = Examples.Evaluate("dof", Examples.Problem(Examples.Xor, criterion: Examples.SquaredError));

        Assert.Contains("DiscreteLabels", Assert.Single(value.Violated), StringComparison.Ordinal);
    }

    [Fact]
    public void Repeated_inputs_are_fewer_constraints_than_counted()
    {
        var dataset = Examples.Regression([[1, 2], [3, 4], [1, 2], [1, 2]], [5, 6, 5, 5]);

        var value = Examples.Evaluate("dof", Examples.Problem(dataset));

        Assert.Equal("equal inputs (2 repeated rows) make fewer constraints than n C", Assert.Single(value.Violated));
        Assert.Empty(Examples.Evaluate("zhang2017", Examples.Problem(dataset)).Violated);
    }

    [Theory]
    [InlineData(new double[] { 5, 6, 7 })]
    public void Equal_inputs_with_different_targets_break_the_construction(double[] targets)
    {
        var dataset = Examples.Regression([[0.0, 2], [3, 4], [-0.0, 2]], targets);

        var value = Examples.Evaluate("zhang2017", Examples.Problem(dataset));

        Assert.Equal("some equal inputs have different labels, which no network fits", Assert.Single(value.Violated));
    }

    [Theory]
    [InlineData("act=tanh", "the construction needs ReLU units, not tanh")]
    [InlineData("bias=false", "the construction needs biases")]
    public void The_construction_names_what_the_network_lacks(string architecture, string expected)
    {
        var value = Examples.Evaluate("zhang2017", Examples.Problem(Examples.Xor, architecture));

        Assert.Equal(expected, Assert.Single(value.Violated));
        Assert.Equal(4, value.Width);
    }
}
