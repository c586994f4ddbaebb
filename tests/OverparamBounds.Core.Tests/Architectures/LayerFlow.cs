using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>What flows between two layers for one row of data; a layer that does not fit fails the test.</summary>
internal sealed record LayerFlow(int Positions, int Features)
{
    /// <summary>A row as the first layer reads it: pixel by pixel for a convolution, else in one piece.</summary>
    public static LayerFlow Of(Problem problem, Layer first) => (problem.Shape, first) switch
    {
        (InputShape.Image image, Layer.Convolution) => new(image.Height * image.Width, image.Channels),
        _ => new(1, problem.Features),
    };

    public LayerFlow Through(IEnumerable<Layer> layers) => layers.Aggregate(this, (flow, layer) => flow.Through(layer));

    private LayerFlow Through(Layer layer)
    {
        switch (layer)
        {
            case Layer.Dense dense:
                Assert.Equal((dense.Positions, dense.Inputs), (Positions, Features));
                Assert.Equal(0, dense.Inputs % dense.InputBlocks);
                return this with { Features = dense.Outputs };
            case Layer.Convolution convolution:
                Assert.Equal((convolution.Window.Inputs, convolution.Channels), (Positions, Features));
                return new(convolution.Window.Positions, convolution.Outputs);
            case Layer.MaxPool pool:
                Assert.Equal((pool.Window.Inputs, pool.Channels), (Positions, Features));
                return this with { Positions = pool.Window.Positions };
            case Layer.GlobalMean mean:
                Assert.Equal((mean.Positions, mean.Features), (Positions, Features));
                return this with { Positions = 1 };
            case Layer.Flatten flatten:
                Assert.Equal((flatten.Positions, flatten.Features), (Positions, Features));
                return new(1, Positions * Features);
            case Layer.BatchNorm norm:
                Assert.Equal((norm.Positions, norm.Features), (Positions, Features));
                return this;
            case Layer.LayerNorm norm:
                Assert.Equal((norm.Positions, norm.Features), (Positions, Features));
                return this;
            case Layer.OneHot tokens:
                Assert.Equal((1, tokens.Length), (Positions, Features));
                return new(tokens.Length, tokens.Vocabulary);
            case Layer.Embedding tokens:
                Assert.Equal((1, tokens.Length), (Positions, Features));
                return new(tokens.Length, tokens.Features);
            case Layer.PositionEmbedding positions:
                Assert.Equal((positions.Length, positions.Features), (Positions, Features));
                return this;
            case Layer.Recurrent recurrent:
                Assert.Equal((recurrent.Length, recurrent.Inputs), (Positions, Features));
                return this with { Features = recurrent.Hidden };
            case Layer.Attention attention:
                Assert.Equal((attention.Length, 3 * attention.Features), (Positions, Features));
                Assert.Equal(0, attention.Features % attention.Heads);
                return this with { Features = attention.Features };
            case Layer.LastPositions last:
                Assert.Equal((last.Length, last.Features), (Positions, Features));
                Assert.InRange(last.Kept, 1, last.Length);
                return this with { Positions = last.Kept };
            case Layer.Residual residual:
                var sum = Through(residual.Body);
                Assert.Equal(sum, Through(residual.Shortcut));
                return sum;
            default:
                Assert.True(layer is Layer.Activation or Layer.Scaling, $"No shape is known of {layer}.");
                return this;
        }
    }
}
