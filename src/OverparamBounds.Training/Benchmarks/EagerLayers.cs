using OverparamBounds.Core.Architectures;
using OverparamBounds.Training.Torch;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Benchmarks;

/// <summary>The layers of one network as torch's own modules, channels first as they want images.</summary>
/// <remarks>Between the modules flows what flows between layers: [n × positions, features].</remarks>
internal static class EagerLayers
{
    public static nn.Module<Tensor, Tensor> Of(IReadOnlyList<Layer> layers) =>
        layers.Count == 0 ? nn.Identity() : nn.Sequential(layers.Select(Module).ToArray());

    private static nn.Module<Tensor, Tensor> Module(Layer layer) => layer switch
    {
        Layer.Dense dense => nn.Linear(dense.Inputs, dense.Outputs, dense.Bias),
        Layer.Activation { Kind: ActivationKind.Relu } => nn.ReLU(),
        Layer.Activation { Kind: ActivationKind.Tanh } => nn.Tanh(),
        Layer.Activation { Kind: ActivationKind.Sigmoid } => nn.Sigmoid(),
        Layer.Activation { Kind: ActivationKind.Gelu } => nn.GELU(),
        Layer.Activation { Kind: ActivationKind.Softplus } => nn.Softplus(),
        Layer.Activation { Kind: ActivationKind.LeakyRelu } => nn.LeakyReLU(ActivationNames.LeakySlope),
        Layer.Convolution convolution => new OfImages(
            convolution.Window,
            convolution.Channels,
            nn.Conv2d(
                convolution.Channels,
                convolution.Outputs,
                (long)convolution.Window.Size,
                stride: convolution.Window.Stride,
                padding: convolution.Window.Padding,
                bias: convolution.Bias)),
        Layer.MaxPool pool => new OfImages(
            pool.Window, pool.Channels, nn.MaxPool2d(pool.Window.Size, pool.Window.Stride, pool.Window.Padding)),
        Layer.GlobalMean mean => new Made(input => input.view(-1, mean.Positions, mean.Features).mean([1L])),
        Layer.Flatten flatten => new Made(input => input.view(-1, (long)flatten.Positions * flatten.Features)),
        Layer.BatchNorm norm => nn.BatchNorm1d(norm.Features),
        Layer.LayerNorm norm => nn.LayerNorm(norm.Features),
        Layer.Scaling scaling => Scaled(scaling.Factor),
        Layer.Residual residual => new Sum(Of(residual.Body), Of(residual.Shortcut)),
        Layer.OneHot tokens => new Made(input =>
            nn.functional.one_hot(input.reshape(-1).to(ScalarType.Int64), tokens.Vocabulary).to(input.dtype)),
        Layer.Embedding table => new Table(nn.Embedding(table.Vocabulary, table.Features)),
        Layer.PositionEmbedding positions => new Positions(positions),
        Layer.Recurrent recurrent => new Recurrence(recurrent),
        Layer.Attention attention => new Made(input => Attend(attention, input)),
        Layer.LastPositions last => new Made(input =>
            input.view(-1, last.Length, last.Features).narrow(1, last.Length - last.Kept, last.Kept).reshape(-1, last.Features)),
        _ => throw new ArgumentException($"The baseline has no form of {layer}.", nameof(layer)),
    };

    private static Made Scaled(double factor)
    {
        var scalar = Scalars.Of(factor);
        return new(input => input.mul(scalar));
    }

    private static Tensor Attend(Layer.Attention attention, Tensor input)
    {
        var parts = input
            .view([-1, attention.Length, 3, attention.Heads, attention.Features / attention.Heads])
            .permute(2, 0, 3, 1, 4);
        return nn.functional
            .scaled_dot_product_attention(parts.select(0, 0), parts.select(0, 1), parts.select(0, 2), is_casual: attention.IsCausal)
            .permute(0, 2, 1, 3)
            .reshape(-1, attention.Features);
    }

    /// <summary>A module without parameters.</summary>
    private sealed class Made(Func<Tensor, Tensor> make) : nn.Module<Tensor, Tensor>("made")
    {
        public override Tensor forward(Tensor input) => make(input);
    }

    /// <summary>A module on images, [n, channels, height, width].</summary>
    private sealed class OfImages : nn.Module<Tensor, Tensor>
    {
        private readonly SlidingWindow _window;
        private readonly long _channels;
        private readonly nn.Module<Tensor, Tensor> _inner;

        public OfImages(SlidingWindow window, long channels, nn.Module<Tensor, Tensor> inner)
            : base("images")
        {
            (_window, _channels, _inner) = (window, channels, inner);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var images = _inner.forward(input.view([-1, _window.Height, _window.Width, _channels]).permute(0, 3, 1, 2));
            return images.permute(0, 2, 3, 1).reshape(-1, images.shape[1]);
        }
    }

    private sealed class Sum : nn.Module<Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _body;
        private readonly nn.Module<Tensor, Tensor> _shortcut;

        public Sum(nn.Module<Tensor, Tensor> body, nn.Module<Tensor, Tensor> shortcut)
            : base("sum")
        {
            (_body, _shortcut) = (body, shortcut);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _body.forward(input).add(_shortcut.forward(input), Scalars.One);
    }

    private sealed class Table : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Embedding _table;

        public Table(TorchSharp.Modules.Embedding table)
            : base("table")
        {
            _table = table;
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) => _table.forward(input.reshape(-1).to(ScalarType.Int64));
    }

    private sealed class Positions : nn.Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Parameter _table;

        public Positions(Layer.PositionEmbedding positions)
            : base("positions")
        {
            _table = nn.Parameter(randn(positions.Length, positions.Features));
            RegisterComponents();
        }

        public override Tensor forward(Tensor input) =>
            input.view(-1, _table.shape[0], _table.shape[1]).add(_table, Scalars.One).view(-1, _table.shape[1]);
    }

    private sealed class Recurrence : nn.Module<Tensor, Tensor>
    {
        private readonly Layer.Recurrent _shape;
        private readonly TorchSharp.Modules.RNN? _elman;
        private readonly TorchSharp.Modules.GRU? _gru;
        private readonly TorchSharp.Modules.LSTM? _lstm;

        public Recurrence(Layer.Recurrent shape)
            : base("recurrence")
        {
            _shape = shape;
            switch (shape)
            {
                case { Kind: RecurrentKind.Gru }:
                    _gru = nn.GRU(shape.Inputs, shape.Hidden, batchFirst: true);
                    break;
                case { Kind: RecurrentKind.Lstm }:
                    _lstm = nn.LSTM(shape.Inputs, shape.Hidden, batchFirst: true);
                    break;
                case { Nonlinearity: ActivationKind.Tanh }:
                    _elman = nn.RNN(shape.Inputs, shape.Hidden, nonLinearity: nn.NonLinearities.Tanh, batchFirst: true);
                    break;
                case { Nonlinearity: ActivationKind.Relu }:
                    _elman = nn.RNN(shape.Inputs, shape.Hidden, nonLinearity: nn.NonLinearities.ReLU, batchFirst: true);
                    break;
                default:
                    throw new ArgumentException($"The baseline has no form of {shape}.", nameof(shape));
            }

            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var rows = input.view(-1, _shape.Length, _shape.Inputs);
            var states = _gru is not null ? _gru.forward(rows, null).Item1
                : _lstm is not null ? _lstm.forward(rows, null).Item1
                : _elman!.forward(rows, null).Item1;
            return states.reshape(-1, _shape.Hidden);
        }
    }
}
