using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Theory.Tests.Bounds;

public class ViolatedAssumptionTests
{
    private static readonly UpdateRule Adam = new UpdateRule.Adam(0.01, null, 0.9, 0.999, 1e-8);

    private static readonly UpdateRule Descent = new UpdateRule.Momentum(0.5, null, 0, Nesterov: false);

    [Fact]
    public void Parallel_units_of_a_plain_relu_network_break_the_output_bias_and_the_regulariser()
    {
        var value = Examples.Evaluate("haeffele2017", Examples.Problem(Examples.Xor) with { Rule = Adam });

        Assert.Equal(5, value.Width);
        Assert.Equal(21, value.Parameters);
        Assert.Equal(["the output bias breaks homogeneity", "no regulariser of matching degree is used"], value.Violated);
        Assert.Equal(["NotHomogeneous", "DegreeMismatch", "MemoryOnlyStatement"], value.Badges);
    }

    [Fact]
    public void A_deep_tanh_network_breaks_every_assumption_of_parallel_units()
    {
        var value = Examples.Evaluate("haeffele2017", Examples.Problem(Examples.Xor, "depth=2,act=tanh") with { Rule = Adam });

        Assert.Equal(
            [
                "tanh is not positively homogeneous; the output bias breaks homogeneity; the biases of later hidden layers break homogeneity",
                "depth 2 needs parallel subnetworks",
                "no regulariser of matching degree is used",
            ],
            value.Violated);
    }

    [Fact]
    public void Class_labels_and_cross_entropy_are_flagged_when_parameters_are_counted()
    {
        var value = Examples.Evaluate("dof", Examples.Problem(Examples.Xor));

        Assert.Equal(["DiscreteLabels", "WrongLoss"], value.Badges);
        Assert.NotNull(value.Width);
    }

    [Fact]
    public void Class_labels_stay_flagged_under_the_squared_loss()
    {
        var value = Examples.Evaluate("dof", Examples.Problem(Examples.Xor, criterion: Examples.SquaredError));

        Assert.Equal(["DiscreteLabels"], value.Badges);
    }

    [Fact]
    public void Repeated_inputs_are_fewer_constraints_than_counted()
    {
        var dataset = Examples.Regression([[1, 2], [3, 4], [1, 2], [1, 2]], [5, 6, 5, 5]);

        var value = Examples.Evaluate("dof", Examples.Problem(dataset) with { HasRandomLabels = true });

        Assert.Equal("2 rows repeat earlier ones", Assert.Single(value.Violated));
        Assert.Empty(Examples.Evaluate("zhang2017", Examples.Problem(dataset)).Violated);
    }

    [Fact]
    public void Equal_inputs_with_different_targets_break_the_construction()
    {
        var dataset = Examples.Regression([[0.0, 2], [3, 4], [-0.0, 2]], [5, 6, 7]);

        var value = Examples.Evaluate("zhang2017", Examples.Problem(dataset));

        Assert.Equal("some equal inputs have different labels, which no network fits", Assert.Single(value.Violated));
    }

    [Theory]
    [InlineData("act=tanh", "WrongActivation")]
    [InlineData("bias=false", "Biases")]
    public void The_construction_names_what_the_network_lacks(string architecture, string badge)
    {
        var value = Examples.Evaluate("zhang2017", Examples.Problem(Examples.Xor, architecture));

        Assert.Equal([badge, "MemoryOnlyStatement"], value.Badges);
        Assert.Equal(4, value.Width);
    }

    [Fact]
    public void Gradient_descent_on_unit_rows_without_biases_breaks_parametrisation_and_trained_layers_alone()
    {
        var rows = Examples.Gaussian(3, 10, 4).Select(Examples.Unit).ToArray();
        var problem = Examples.Problem(Examples.Regression(rows), "bias=false") with { Rule = Descent };

        var value = Examples.Evaluate("du2019-two-layer", problem);

        Assert.Equal(["WrongParametrisation", "LayersTrained", "OrderOnly"], value.Badges);
    }

    [Theory]
    [InlineData("momentum")]
    [InlineData("adam")]
    [InlineData("minibatch")]
    public void Other_optimizers_are_no_gradient_descent(string name)
    {
        UpdateRule rule = name switch
        {
            "momentum" => new UpdateRule.Momentum(0.1, null, 0.9, Nesterov: false),
            "minibatch" => new UpdateRule.Momentum(0.1, 4, 0, Nesterov: false),
            _ => Adam,
        };

        var problem = Examples.Problem(Examples.Regression(Examples.Waves(10, 3))) with { Rule = rule };

        Assert.Contains("WrongOptimiser", Examples.Evaluate("du2019-two-layer", problem).Badges);
        Assert.DoesNotContain("WrongOptimiser", Examples.Evaluate("du2019-two-layer", problem with { Rule = Descent }).Badges);
        Assert.Equal(name != "minibatch", Examples.Evaluate("oymak2020", problem).Badges.Contains("WrongOptimiser"));
    }

    [Fact]
    public void Rows_of_other_norms_parallel_rows_and_hyperplanes_are_seen()
    {
        var cube = Examples.Problem(Examples.Parity(3, 3));
        var parallel = Examples.Problem(Examples.Regression([[1, 2], [2, 4], [0, 1]]), "bias=false");

        Assert.Contains("NonUnitNorm", Examples.Evaluate("du2019-two-layer", cube).Badges);
        Assert.Contains("NotGeneralPosition", Examples.Evaluate("bubeck2020", cube).Badges);
        Assert.DoesNotContain("NotGeneralPosition", Examples.Evaluate("bubeck2020", Examples.Problem(Examples.Xor)).Badges);
        Assert.Contains("ParallelInputs", Examples.Evaluate("du2019-two-layer", parallel).Badges);
        Assert.True(Examples.Evaluate("du2019-two-layer", parallel).Infinite);
    }

    [Fact]
    public void Counting_claims_nothing_about_targets_that_are_not_known_to_be_random()
    {
        var line = Examples.Problem(Examples.Regression(Examples.Waves(30, 1), [.. Examples.Waves(30, 1).Select(row => 2 * row[0])]));

        Assert.Equal(["DiscreteLabels"], Examples.Evaluate("dof", line).Badges);
        Assert.True(Examples.Evaluate("dof", line with { HasRandomLabels = true }).IsClaim);
    }

    [Theory]
    [InlineData("livni2014")]
    [InlineData("venturi2019")]
    public void Without_biases_parallel_rows_cannot_be_told_apart(string id)
    {
        double[][] line = [[1], [2], [3], [4]];
        var labels = Examples.Classified(line, [0, 1, 0, 1]);

        Assert.Contains("ParallelInputs", Examples.Evaluate(id, Examples.Problem(labels, "bias=false")).Badges);
        Assert.DoesNotContain("ParallelInputs", Examples.Evaluate(id, Examples.Problem(labels)).Badges);
    }

    [Fact]
    public void Units_of_the_columns_do_not_matter_to_general_position()
    {
        var rows = Examples.Gaussian(8, 20, 2).Select(row => new[] { row[0] + 1e6, 1e-11 * row[1] }).ToArray();

        Assert.DoesNotContain("NotGeneralPosition", Examples.Evaluate("bubeck2020", Examples.Problem(Examples.Regression(rows))).Badges);
    }

    [Fact]
    public void Counts_over_random_labels_claim_nothing_about_structured_ones()
    {
        var problem = Examples.Problem(Examples.Classified(Examples.Gaussian(3, 30, 2), [.. Enumerable.Range(0, 30).Select(row => row % 2)]));

        Assert.False(Examples.Evaluate("relu1-dichotomy", problem).IsClaim);
        Assert.True(Examples.Evaluate("relu1-dichotomy", problem with { HasRandomLabels = true }).IsClaim);
    }
}
