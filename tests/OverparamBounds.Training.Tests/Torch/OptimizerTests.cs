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
        ["gd(lr=0.3)", "sgd(lr=0.1,batch=2)", "momentum(lr=0.1,mu=0.8)", "nesterov(lr=0.1,mu=0.8)", "adam(lr=0.02)", "adam(lr=0.02,b1=0.5,b2=0.9,eps=0.001)"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Fifty_steps_on_tensors_are_fifty_steps_by_hand(string text)
    {
        TorchRuntime.Start();
        var choice = OptimizerCatalogue.All.Bind(text);
        var rule = choice.Entry.Rule(choice.Arguments);
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

    private static double ByHand(UpdateRule rule, double weight, IEnumerable<double> gradients)
    {
        double first = 0, second = 0;
        var step = 0;
        foreach (var gradient in gradients)
        {
            step++;
            switch (rule)
            {
                case UpdateRule.Momentum momentum:
                    first = (momentum.Decay * first) + gradient;
                    weight -= momentum.LearningRate * (momentum.Nesterov ? gradient + (momentum.Decay * first) : first);
                    break;
                case UpdateRule.Adam adam:
                    first = (adam.Decay1 * first) + ((1 - adam.Decay1) * gradient);
                    second = (adam.Decay2 * second) + ((1 - adam.Decay2) * gradient * gradient);
                    weight -= adam.LearningRate * (first / (1 - Math.Pow(adam.Decay1, step)))
                        / (Math.Sqrt(second / (1 - Math.Pow(adam.Decay2, step))) + adam.Epsilon);
                    break;
            }
        }

        return weight;
    }
}
