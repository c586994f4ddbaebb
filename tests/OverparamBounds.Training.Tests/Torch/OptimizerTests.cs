using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Training.Torch;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Tests.Torch;

/// <summary>The update rules on tensors against the same formulas written out in double, one parameter at a time.</summary>
public sealed class OptimizerTests
{
    private const int Parameters = 37;
    private const int Steps = 50;

    public static TheoryData<string> Optimizers =>
        ["gd(lr=0.3)", "sgd(lr=0.1,batch=2)", "momentum(lr=0.1,mu=0.8)", "nesterov(lr=0.1,mu=0.8)", "adam(lr=0.02)", "adam(lr=0.02,b1=0.5,b2=0.9,eps=0.001)", .. OptimizerTexts.Varied];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Fifty_steps_on_tensors_are_fifty_steps_by_hand(string text)
    {
        TorchRuntime.Start();
        var rule = Rule(text);
        var random = new RandomSequence(RandomSequence.KeyOf(text), RandomPurpose.Simulation);
        double[] start = [.. Enumerable.Range(0, Parameters).Select(_ => random.NextNormal())];
        List<double[]> gradients = [.. Enumerable.Range(0, Steps).Select(_ => Enumerable.Range(0, Parameters).Select(_ => random.NextNormal()).ToArray())];

        var tensors = OnTensors(rule, start, gradients);

        // Float32 keeps 24 bits; fifty updates of size about the learning rate lose a few of them.
        for (var i = 0; i < Parameters; i++)
        {
            Assert.Equal(ByHand(rule, start[i], gradients.Select(gradient => gradient[i])), tensors[i], 1e-5);
        }
    }

    [Fact]
    public void The_first_step_of_Adam_is_the_learning_rate_against_the_sign_of_the_gradient()
    {
        TorchRuntime.Start();
        var rule = new UpdateRule.Adam(0.01, null, 0.9, 0.999, 1e-8);

        var moved = OnTensors(rule, new double[4], [[3.0, -0.5, 1e-3, -200]]);

        Assert.Equal([-0.01f, 0.01f, -0.01f, 0.01f], moved, (one, other) => Math.Abs(one - other) < 1e-6);
    }

    [Fact]
    public void AdamW_without_decay_is_Adam_bit_for_bit()
    {
        TorchRuntime.Start();
        var random = new RandomSequence(RandomSequence.KeyOf("adamw"), RandomPurpose.Simulation);
        List<double[]> gradients = [.. Enumerable.Range(0, Steps).Select(_ => Enumerable.Range(0, Parameters).Select(_ => random.NextNormal()).ToArray())];
        double[] start = [.. Enumerable.Range(0, Parameters).Select(_ => random.NextNormal())];
        var adam = new UpdateRule.Adam(0.01, null, 0.9, 0.999, 1e-8);

        Assert.Equal(OnTensors(adam, start, gradients), OnTensors(Rule("adamw(lr=0.01,wd=0)"), start, gradients));
        Assert.NotEqual(OnTensors(adam, start, gradients), OnTensors(Rule("adamw(lr=0.01,wd=0.01)"), start, gradients));
    }

    private static UpdateRule Rule(string text)
    {
        var choice = OptimizerCatalogue.All.Bind(text);
        return choice.Entry.Rule(choice.Arguments);
    }

    private static float[] OnTensors(UpdateRule rule, double[] start, IEnumerable<double[]> gradients)
    {
        using var scope = NewDisposeScope();
        using var noGradients = no_grad();
        var parameters = tensor(Array.ConvertAll(start, value => (float)value));
        using var optimizer = ReplicaOptimizer.Of(rule, parameters);
        foreach (var gradient in gradients)
        {
            optimizer.Step(parameters, tensor(Array.ConvertAll(gradient, value => (float)value)));
        }

        return parameters.data<float>().ToArray();
    }

    private static double ByHand(UpdateRule rule, double start, IEnumerable<double> gradients)
    {
        var parameter = new RuleByHand(rule, start);
        foreach (var gradient in gradients)
        {
            parameter.Step(gradient);
        }

        return parameter.Weight;
    }
}
