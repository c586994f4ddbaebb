namespace OverparamBounds.Core.Architectures;

public abstract partial record Layer
{
    /// <summary>
    /// A dense layer on every patch of an image: maps [n × pixels, channels] to [n × places, outputs], with weights
    /// [window rows × window columns × channels, outputs].
    /// </summary>
    public sealed record Convolution(SlidingWindow Window, int Channels, int Outputs, bool Bias, Initialisation Initialisation) : Layer
    {
        public int FanIn => checked(Window.Area * Channels);

        public override long Activations => (long)Window.Positions * (Outputs + FanIn);

        public override long Emits(long received) => (long)Window.Positions * Outputs;

        public override long Products => (long)Window.Positions * FanIn * Outputs;

        public override IReadOnlyList<ParameterTensor> Tensors
        {
            get
            {
                var weights = new ParameterTensor(
                    new(Window.Area, Channels), Outputs, ParameterDraw.Weights(Initialisation, FanIn, (long)Window.Area * Outputs));
                return Bias ? [weights, ParameterTensor.Vector(Outputs, ParameterDraw.Biases(Initialisation, FanIn))] : [weights];
            }
        }
    }

    /// <summary>The largest value of each channel in a window: [n × pixels, channels] to [n × places, channels].</summary>
    public sealed record MaxPool(SlidingWindow Window, int Channels) : Layer
    {
        public override long Activations => 2L * Window.Positions * Channels;

        public override long Emits(long received) => (long)Window.Positions * Channels;
    }

    /// <summary>The mean of each channel over all positions of a row: [n × positions, features] to [n, features].</summary>
    public sealed record GlobalMean(int Positions, int Features) : Layer
    {
        public override long Activations => Features;

        public override long Emits(long received) => Features;
    }

    /// <summary>Lays the features of a row's positions side by side: [n × positions, features] to [n, positions × features].</summary>
    public sealed record Flatten(int Positions, int Features) : Layer
    {
        public override long Activations => 0;
    }

    /// <summary>
    /// Ioffe and Szegedy 2015: each feature gets mean 0 and variance 1 over all rows and positions of the batch, then a gain
    /// and an offset. Tests use the statistics of the whole training set under the current weights.
    /// </summary>
    public sealed record BatchNorm(int Features, int Positions) : Layer
    {
        public const double Epsilon = 1e-5;

        public override long Activations => 2L * Positions * Features;

        public override IReadOnlyList<ParameterTensor> Tensors =>
            [ParameterTensor.Vector(Features, ParameterDraw.One), ParameterTensor.Vector(Features, ParameterDraw.Zero)];
    }
}
