using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Tests.Torch;

/// <summary>What update rules must do whatever the network.</summary>
public sealed class DescentTests
{
    public static TheoryData<string> Bases => ["descent", "momentum", "nesterov", "adam", "rmsprop"];

    [Fact]
    public void Minibatches_of_all_rows_are_gradient_descent()
    {
        var plan = Curves.Plan(Curves.Clouds(9, 3, 2), optimizer: "gd(lr=0.1)", steps: 60);

        var minibatches = plan with { Rule = Rule("sgd(lr=0.1,batch=9)") };

        Assert.Equal(plan.Train(Curves.Seeds(4, 0, 6)).Select(Curves.Essence), minibatches.Train(Curves.Seeds(4, 0, 6)).Select(Curves.Essence));
    }

    [Theory]
    [MemberData(nameof(Bases))]
    public void Sharpness_awareness_of_radius_0_is_its_base_bit_for_bit(string @base)
    {
        var plan = Curves.Plan(Curves.Clouds(9, 3, 2), steps: 60);
        var sharp = (UpdateRule.SharpnessAware)Rule($"sam(rho=0,lr=0.02,base={@base},batch=4,warmup=7)");

        var unaware = (plan with { Rule = sharp.Base }).Train(Curves.Seeds(5, 0, 6)).Select(Curves.Essence);

        Assert.Equal(unaware, (plan with { Rule = sharp }).Train(Curves.Seeds(5, 0, 6)).Select(Curves.Essence));
        Assert.NotEqual(unaware, (plan with { Rule = sharp with { Radius = 0.05 } }).Train(Curves.Seeds(5, 0, 6)).Select(Curves.Essence));
    }

    [Fact]
    public void The_second_gradient_of_sharpness_awareness_is_taken_at_the_radius_along_the_first()
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        const int replicas = 3;
        const double rate = 0.3, radius = 0.2;
        var surface = Surfaces.At(Curves.Plan(Curves.Clouds(9, 3, 3), "mlp(act=tanh)"), 4, replicas);
        var start = surface.ByReplica(surface.Parameters);
        var first = surface.ByReplica(surface.Gradient());
        var norm = first.mul(first).sum(1, keepdim: true).sqrt();
        surface.MoveTo(start + (first / norm * radius));
        var expected = (start - (surface.ByReplica(surface.Gradient()) * rate)).Numbers();
        surface.MoveTo(start);

        using var descent = ReplicaDescent.Of(
            new UpdateRule.SharpnessAware(new UpdateRule.Momentum(rate, null, 0, Nesterov: false), radius), surface.Parameters, replicas);
        descent.Step(surface);

        // The same sums in the same order but for the quotient: the last digits of double.
        Assert.All(expected.Zip(surface.ByReplica(surface.Parameters).Numbers()), pair => Assert.Equal(pair.First, pair.Second, 1e-14));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(12)]
    public void LBFGS_with_exact_searches_solves_a_quadratic_in_as_many_steps_as_it_has_dimensions_and_one(int features)
    {
        // One linear unit with a bias on a consistent system: features + 1 dimensions. The test looks after each step.
        var data = Consistent(samples: 3 * features, features);
        var plan = Linear(data, "lbfgs(history=30,c1=1e-8,c2=1e-6,evaluations=100)", tolerance: 1e-10, steps: features + 2);

        var results = plan.Train(Curves.Seeds(1, 0, 20));

        Assert.All(results, result => Assert.Equal(TrialOutcome.Fitted, result.Outcome));
    }

    [Theory]
    [InlineData("lm(lambda0=1e-10)", 20)]
    [InlineData("lm(lambda0=1e-10)", 4)]
    [InlineData("lm(lambda0=1e-10,damping=diagonal)", 20)]
    [InlineData("lm(lambda0=1e-10,damping=diagonal)", 4)]
    public void LM_hardly_damped_solves_linear_least_squares_in_one_step(string optimizer, int samples)
    {
        // Seven parameters: with 20 rows they are solved for, with 4 the residuals are.
        var plan = Linear(Consistent(samples, features: 6), optimizer, tolerance: 1e-12, steps: 10);

        var results = plan.Train(Curves.Seeds(1, 0, 20));

        Assert.All(results, result => Assert.Equal((TrialOutcome.Fitted, 1), (result.Outcome, result.Steps)));
    }

    [Theory]
    [InlineData("Z1", 2)]
    [InlineData("Z1", 4)]
    [InlineData("mse", 3)]
    public void The_loss_under_LM_and_LBFGS_never_rises(string criterion, int classes)
    {
        foreach (var optimizer in new[] { "lm", "lm(damping=diagonal)", "lbfgs" })
        {
            var plan = Curves.Plan(Curves.Clouds(25, 3, classes), "mlp(act=tanh)", optimizer, $"{criterion}(every=1)", steps: 100);

            var losses = new TorchTrainer(plan, TorchSettings.Default with { Threads = 1 })
                .LossCurve(new(3, 0), TestContext.Current.CancellationToken).Select(point => point.Loss).ToList();

            // The criterion's loss is of outputs in float32, which moves it by 1e-7 of its size.
            Assert.All(losses.Zip(losses.Skip(1)), pair => Assert.True(pair.Second <= (pair.First * (1 + 1e-6)) + 1e-12, $"{pair.First} then {pair.Second}"));
            Assert.True(losses[^1] < 0.9 * losses[0]);
        }
    }

    [Theory]
    [InlineData(false, 2)]
    [InlineData(true, 2)]
    [InlineData(false, 4)]
    [InlineData(true, 4)]
    public void Solving_for_residuals_gives_the_step_that_solving_for_parameters_gives(bool byDiagonal, int classes)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var surface = Surfaces.At(Curves.Plan(Curves.Clouds(7, 3, classes), "mlp(act=tanh)"), 5, replicas: 3);
        var damping = tensor(new[] { 1e-1, 1, 1e3 });
        using var descent = new LevenbergMarquardtReplicas(new(1, 10, 10, byDiagonal), 3, CPU);

        var byParameters = descent.ByParameters(surface, damping).Numbers();
        var byResiduals = descent.ByResiduals(surface, damping).Numbers();

        // Sixteen digits, less the condition of the damped matrices, which is about 1e3 to 1e7 with the diagonal's floor.
        Assert.All(byParameters.Zip(byResiduals), pair => Assert.Equal(pair.First, pair.Second, 1e-8));
        Assert.Contains(byParameters, step => Math.Abs(step) > 1e-2);
    }

    [Fact]
    public void Rows_in_several_chunks_give_the_step_that_they_give_at_once()
    {
        // 8 x 125 + 1 parameters: 130 rows a chunk, so nine chunks; the residuals are always taken at once.
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var data = Curves.Clouds(1100, 6, 2);
        var plan = Curves.Plan(data, "mlp(act=tanh)", "lm", "mse");
        var surface = Surfaces.At(plan, 125, replicas: 2);
        using var descent = new LevenbergMarquardtReplicas(new(1, 10, 10, ByDiagonal: false), 2, CPU);
        var damping = tensor(new[] { 1.0, 10 });

        var byParameters = descent.ByParameters(surface, damping).Numbers();
        var byResiduals = descent.ByResiduals(surface, damping).Numbers();

        // The matrices have sizes of 1e3; the rest is as above.
        Assert.All(byParameters.Zip(byResiduals), pair => Assert.Equal(pair.First, pair.Second, 1e-9));
    }

    private static UpdateRule Rule(string text)
    {
        var choice = OptimizerCatalogue.All.Bind(text);
        return choice.Entry.Rule(choice.Arguments);
    }

    /// <summary>A linear unit whose width changes nothing, tested after each step.</summary>
    private static TrainingPlan Linear(Dataset data, string optimizer, double tolerance, int steps)
    {
        var network = new Architecture(
            "linear", "One linear unit", new("this test", 0, "a quadratic"), [],
            (_, problem, _) => [new Layer.Dense(problem.Features, problem.Outputs, Bias: true, Initialisation.Uniform)])
        {
            Knob = "nothing",
        };
        var plan = Curves.Plan(data, optimizer: optimizer, steps: steps);
        return plan with
        {
            Architecture = new Choice<Architecture>(network, SpecArguments.Empty),
            Criterion = new(double.PositiveInfinity, tolerance, CheckInterval: 1),
        };
    }

    private static Dataset Consistent(int samples, int features)
    {
        var data = Curves.Regression(samples, features, 1);
        var targets = Enumerable.Range(0, samples)
            .Select(row => 0.5 + Enumerable.Range(0, features).Sum(column => data.Inputs[(row * features) + column] * (column + 1) / features));
        return data with { Targets = [.. targets] };
    }
}
