using OverparamBounds.Core.Architectures;
using TorchSharp;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// Elementwise nonlinearities made of operations whose result for an element is the same wherever it stands in a
/// tensor. (torch's own sigmoid and softplus are not: the last elements of a tensor go through another code path.)
/// </summary>
internal abstract class ActivationReplicas : ReplicaLayer
{
    public static ActivationReplicas Of(ActivationKind kind) => kind switch
    {
        ActivationKind.Relu => new Relu(),
        ActivationKind.LeakyRelu => new LeakyRelu(),
        ActivationKind.Tanh => new Tanh(),
        ActivationKind.Sigmoid => new Sigmoid(),
        ActivationKind.Erf => new ErrorFunction(),
        ActivationKind.Gelu => new Gelu(),
        ActivationKind.Softplus => new Softplus(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    public override bool OverwritesInput => true;

    /// <summary>The way back needs what came out, or what came in where that is the same tensor.</summary>
    public override bool OutputIsFree(bool inputIsFree) => false;

    public override Tensor? Backward(Tensor gradient, Tensor?[] gradients, bool wanted) =>
        wanted ? gradient.mul_(Derivative()) : null;

    public override bool GivesRowGradients => true;

    public override Tensor? BackwardByRow(Tensor gradient, Tensor?[] gradients, bool wanted) => Backward(gradient, gradients, wanted);

    /// <summary>The derivative at the inputs last seen.</summary>
    protected abstract Tensor Derivative();

    private static Tensor Logistic(Tensor input) =>
        input.mul(Scalars.Half).tanh_().mul_(Scalars.Half).add_(Scalars.Half, Scalars.One);

    private sealed class Relu : ActivationReplicas
    {
        private Tensor? _output;

        public override Tensor Forward(Tensor input) => _output = input.relu_();

        protected override Tensor Derivative() => _output!.sign();
    }

    private sealed class LeakyRelu : ActivationReplicas
    {
        private static readonly Scalar Slope = Scalars.Of(ActivationNames.LeakySlope);
        private static readonly Scalar Rise = Scalars.Of(1 - ActivationNames.LeakySlope);
        private Tensor? _above;

        public override Tensor Forward(Tensor input)
        {
            _above = input.sign().relu_().mul_(Rise).add_(Slope, Scalars.One);
            return input.mul_(_above);
        }

        protected override Tensor Derivative() => _above!;
    }

    private sealed class Tanh : ActivationReplicas
    {
        private Tensor? _output;

        public override Tensor Forward(Tensor input) => _output = input.tanh_();

        protected override Tensor Derivative() => _output!.mul(_output).neg_().add_(Scalars.One, Scalars.One);
    }

    private sealed class Sigmoid : ActivationReplicas
    {
        private Tensor? _output;

        public override Tensor Forward(Tensor input) => _output = Logistic(input);

        protected override Tensor Derivative() => _output!.mul(_output).neg_().add_(_output, Scalars.One);
    }

    private sealed class ErrorFunction : ActivationReplicas
    {
        private Tensor? _input;

        public override Tensor Forward(Tensor input) => (_input = input).erf();

        protected override Tensor Derivative() => _input!.mul(_input).neg_().exp_().mul_(Scalars.TwoOverRootPi);
    }

    private sealed class Gelu : ActivationReplicas
    {
        private Tensor? _input;
        private Tensor? _probability;

        public override Tensor Forward(Tensor input)
        {
            _input = input;
            _probability = input.mul(Scalars.InverseRootTwo).erf_().add_(Scalars.One, Scalars.One).mul_(Scalars.Half);
            return input.mul(_probability);
        }

        protected override Tensor Derivative() =>
            _input!.mul(_input).mul_(Scalars.MinusHalf).exp_().mul_(Scalars.InverseRootTwoPi).mul_(_input).add_(_probability!, Scalars.One);
    }

    private sealed class Softplus : ActivationReplicas
    {
        private Tensor? _input;

        public override Tensor Forward(Tensor input)
        {
            _input = input;
            return input.abs().neg_().exp_().log1p_().add_(input.relu(), Scalars.One);
        }

        protected override Tensor Derivative() => Logistic(_input!);
    }
}
