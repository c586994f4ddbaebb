using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Training.Tests;

/// <summary>One parameter under an elementwise update rule, written out in double.</summary>
internal sealed class RuleByHand(UpdateRule rule, double start)
{
    private double _first;
    private double _second;
    private int _step;

    public double Weight { get; private set; } = start;

    public void Step(double gradient)
    {
        _step++;
        var rate = rule.LearningRate * rule.Schedule.At(_step);
        switch (rule)
        {
            case UpdateRule.Momentum momentum:
                _first = (momentum.Decay * _first) + gradient;
                Weight -= rate * (momentum.Nesterov ? gradient + (momentum.Decay * _first) : _first);
                break;
            case UpdateRule.Adam adam:
                _first = (adam.Decay1 * _first) + ((1 - adam.Decay1) * gradient);
                _second = (adam.Decay2 * _second) + ((1 - adam.Decay2) * gradient * gradient);
                Weight -= rate * adam.WeightDecay * Weight;
                Weight -= rate * (_first / (1 - Math.Pow(adam.Decay1, _step)))
                    / (Math.Sqrt(_second / (1 - Math.Pow(adam.Decay2, _step))) + adam.Epsilon);
                break;
            case UpdateRule.RootMeanSquare rms:
                _second = (rms.Decay * _second) + ((1 - rms.Decay) * gradient * gradient);
                Weight -= rate * gradient / (Math.Sqrt(_second) + rms.Epsilon);
                break;
            default:
                throw new InvalidOperationException($"{rule} is not elementwise.");
        }
    }
}
