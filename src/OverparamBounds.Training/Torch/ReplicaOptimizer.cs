using OverparamBounds.Core.Optimizers;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>Updates the flat parameters of all replicas of a launch at once; every operation is elementwise, so exact for each replica.</summary>
internal abstract class ReplicaOptimizer : IDisposable
{
    /// <summary>State tensors, each laid out like the parameters.</summary>
    public abstract IList<Tensor> State { get; }

    public abstract void Step(Tensor parameters, Tensor gradient);

    public static ReplicaOptimizer Of(UpdateRule rule, Tensor parameters) => rule switch
    {
        UpdateRule.Momentum { Decay: 0 } descent => new Descent(descent),
        UpdateRule.Momentum momentum => new HeavyBall(momentum, parameters),
        UpdateRule.Adam adam => new AdamReplicas(adam, parameters),
        UpdateRule.RootMeanSquare rms => new RootMeanSquareReplicas(rms, parameters),
        _ => throw new ArgumentException($"The torch engine has no form of {rule}.", nameof(rule)),
    };

    public virtual void Dispose()
    {
        foreach (var tensor in State)
        {
            tensor.Dispose();
        }
    }

    private static Tensor ZerosLike(Tensor parameters) => parameters.mul(ZeroScalar).DetachFromDisposeScope();

    private static readonly Scalar ZeroScalar = Scalars.Of(0.0);

    /// <summary>-lr at each step; one Scalar for all where it never changes.</summary>
    private sealed class MinusRate(UpdateRule rule)
    {
        private readonly Scalar _whole = Scalars.Of(-rule.LearningRate);
        private int _step;

        public Scalar Next()
        {
            _step++;
            return rule.Schedule.IsConstant ? _whole : Scalars.Of(-rule.LearningRate * rule.Schedule.At(_step));
        }
    }

    private sealed class Descent(UpdateRule.Momentum rule) : ReplicaOptimizer
    {
        private readonly MinusRate _rates = new(rule);

        public override IList<Tensor> State { get; } = [];

        public override void Step(Tensor parameters, Tensor gradient)
        {
            var minusRate = _rates.Next();
            parameters.add_(gradient, minusRate);
            GC.KeepAlive(minusRate);
        }
    }

    private sealed class HeavyBall(UpdateRule.Momentum rule, Tensor parameters) : ReplicaOptimizer
    {
        private readonly MinusRate _rates = new(rule);
        private readonly Scalar _decay = Scalars.Of(rule.Decay);

        public override IList<Tensor> State { get; } = [ZerosLike(parameters)];

        public override void Step(Tensor parameters, Tensor gradient)
        {
            var minusRate = _rates.Next();
            var velocity = State[0].mul_(_decay).add_(gradient, Scalars.One);
            parameters.add_(rule.Nesterov ? gradient.add_(velocity, _decay) : velocity, minusRate);
            GC.KeepAlive(minusRate);
        }
    }

    private sealed class AdamReplicas(UpdateRule.Adam rule, Tensor parameters) : ReplicaOptimizer
    {
        private readonly Scalar _decay1 = Scalars.Of(rule.Decay1);
        private readonly Scalar _weight1 = Scalars.Of(1 - rule.Decay1);
        private readonly Scalar _decay2 = Scalars.Of(rule.Decay2);
        private readonly Scalar _weight2 = Scalars.Of(1 - rule.Decay2);
        private readonly Scalar _epsilon = Scalars.Of(rule.Epsilon);
        private double _left1 = 1;
        private double _left2 = 1;
        private int _step;

        public override IList<Tensor> State { get; } = [ZerosLike(parameters), ZerosLike(parameters)];

        public override void Step(Tensor parameters, Tensor gradient)
        {
            _step++;
            _left1 *= rule.Decay1;
            _left2 *= rule.Decay2;
            var rate = rule.LearningRate * rule.Schedule.At(_step);
            using var minusRate = Scalars.Of(-rate / (1 - _left1));
            using var correction = Scalars.Of(1 / Math.Sqrt(1 - _left2));
            if (rule.WeightDecay > 0)
            {
                using var kept = Scalars.Of(1 - (rate * rule.WeightDecay));
                parameters.mul_(kept);
            }

            var first = State[0].mul_(_decay1).add_(gradient, _weight1);
            var second = State[1].mul_(_decay2).addcmul_(gradient, gradient, _weight2);
            using var root = second.sqrt().mul_(correction).add_(_epsilon, Scalars.One);
            parameters.addcdiv_(first, root, minusRate);
        }
    }

    private sealed class RootMeanSquareReplicas(UpdateRule.RootMeanSquare rule, Tensor parameters) : ReplicaOptimizer
    {
        private readonly MinusRate _rates = new(rule);
        private readonly Scalar _decay = Scalars.Of(rule.Decay);
        private readonly Scalar _weight = Scalars.Of(1 - rule.Decay);
        private readonly Scalar _epsilon = Scalars.Of(rule.Epsilon);

        public override IList<Tensor> State { get; } = [ZerosLike(parameters)];

        public override void Step(Tensor parameters, Tensor gradient)
        {
            var minusRate = _rates.Next();
            using var root = State[0].mul_(_decay).addcmul_(gradient, gradient, _weight).sqrt().add_(_epsilon, Scalars.One);
            parameters.addcdiv_(gradient, root, minusRate);
            GC.KeepAlive(minusRate);
        }
    }
}
