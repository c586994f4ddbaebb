using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Tests;

/// <summary>Small networks that between them hold every kind of layer, each with data of its kind.</summary>
internal static class SmallNetworks
{
    private const Initialisation Uniform = Initialisation.Uniform;
    private static readonly Layer.Activation Tanh = new(ActivationKind.Tanh);
    private static readonly Layer.Activation Relu = new(ActivationKind.Relu);
    private static readonly SlidingWindow Same = new(Height: 5, Width: 4, Size: 3, Stride: 1, Padding: 1);
    private static readonly SlidingWindow Halving = new(Height: 5, Width: 4, Size: 3, Stride: 2, Padding: 1);

    /// <summary>Images of 5 × 4 pixels and 2 channels, 3 classes.</summary>
    private static readonly Dataset Images = Curves.Clouds(7, 40, 3) with { Shape = new InputShape.Image(5, 4, 2) };

    private static readonly Dataset OneCase = Tokens(casesPerRow: 1);
    private static readonly Dataset TwoCases = Tokens(casesPerRow: 2);

    /// <summary>The token after each of the last two, which the token alone tells.</summary>
    private static readonly Dataset Successors = TwoCases with
    {
        Labels = [.. Enumerable.Range(0, TwoCases.Cases).Select(i => ((int)TwoCases.Row(i / 2)[3 + (i % 2)] + 1) % 4)],
    };

    private static readonly Dictionary<string, SmallNetwork> All = new()
    {
        ["convolution"] = new(Images, width =>
        [
            new Layer.Convolution(Same, 2, width, Bias: true, Uniform),
            Tanh,
            new Layer.Flatten(20, width),
            new Layer.Dense(20 * width, 3, Bias: true, Uniform) { InputBlocks = 20 },
        ]),
        ["strided convolutions and global mean"] = new(Images, width =>
        [
            new Layer.Convolution(Halving, 2, width, Bias: true, Uniform),
            Relu,
            new Layer.Convolution(new(3, 2, 2, 1, 0), width, width, Bias: false, Uniform),
            Tanh,
            new Layer.Convolution(new(2, 1, 1, 1, 0), width, 3, Bias: true, Uniform),
            new Layer.GlobalMean(2, 3),
        ]),
        ["max pooling"] = new(Images, width =>
        [
            new Layer.Convolution(Same, 2, width, Bias: true, Uniform),
            new Layer.MaxPool(new(5, 4, 2, 2, 0), width),
            Tanh,
            new Layer.Flatten(4, width),
            new Layer.Dense(4 * width, 3, Bias: true, Uniform) { InputBlocks = 4 },
        ]),
        ["overlapping max pooling of the data"] = new(Images, width =>
        [
            new Layer.MaxPool(Halving, 2),
            new Layer.Flatten(6, 2),
            new Layer.Dense(12, width, Bias: true, Uniform),
            Tanh,
            new Layer.Dense(width, 3, Bias: true, Uniform),
        ]),
        ["batch normalisation"] = new(Images, width =>
        [
            new Layer.Convolution(Same, 2, width, Bias: false, Uniform),
            new Layer.BatchNorm(width, 20),
            Tanh,
            new Layer.Flatten(20, width),
            new Layer.Dense(20 * width, 3, Bias: true, Uniform) { InputBlocks = 20 },
        ]),
        ["residual blocks on images"] = new(Images, width =>
        [
            new Layer.Convolution(Same, 2, width, Bias: true, Uniform),
            new Layer.Residual(new(
            [
                Tanh,
                new Layer.Convolution(Same, width, width, Bias: false, Uniform),
                new Layer.BatchNorm(width, 20),
                Tanh,
            ]), LayerList.Empty),
            new Layer.Residual(
                new([new Layer.Convolution(Halving, width, width, Bias: true, Uniform), Tanh]),
                new([new Layer.Convolution(Halving with { Size = 1, Padding = 0 }, width, width, Bias: false, Uniform)])),
            new Layer.GlobalMean(6, width),
            new Layer.Dense(width, 3, Bias: true, Uniform),
        ]),
        ["scaled residual blocks inside one another"] = new(Curves.Clouds(7, 4, 2), width =>
        [
            Relu,
            new Layer.Dense(4, width, Bias: true, Uniform),
            Tanh,
            new Layer.Residual(new(
            [
                new Layer.Residual(new([new Layer.Dense(width, width, Bias: false, Uniform), Tanh]), LayerList.Empty),
                new Layer.Scaling(0.5),
            ]), LayerList.Empty),
            new Layer.Dense(width, 1, Bias: true, Uniform),
        ]),
        ["one-hot tokens"] = new(OneCase, width =>
        [
            new Layer.OneHot(5, 4),
            new Layer.Flatten(5, 4),
            new Layer.Dense(20, width, Bias: true, Uniform) { InputBlocks = 5 },
            Tanh,
            new Layer.Dense(width, 4, Bias: true, Uniform),
        ]),
        ["embedding"] = new(OneCase, width =>
        [
            new Layer.Embedding(5, 4, width),
            Tanh,
            new Layer.Flatten(5, width),
            new Layer.Dense(5 * width, 4, Bias: true, Uniform) { InputBlocks = 5 },
        ]),
        ["dense layers at each position"] = new(Successors, width =>
        [
            new Layer.Embedding(5, 4, width),
            new Layer.PositionEmbedding(5, width),
            new Layer.Dense(width, width, Bias: true, Uniform) { Positions = 5 },
            Relu,
            new Layer.LastPositions(5, 2, width),
            new Layer.Dense(width, 4, Bias: true, Uniform) { Positions = 2 },
        ]),
        ["elman"] = Recurrent(RecurrentKind.Elman, ActivationKind.Tanh),
        ["elman with relu"] = Recurrent(RecurrentKind.Elman, ActivationKind.Relu),
        ["elman with gelu"] = Recurrent(RecurrentKind.Elman, ActivationKind.Gelu),
        ["gru"] = Recurrent(RecurrentKind.Gru, ActivationKind.Tanh),
        ["lstm"] = Recurrent(RecurrentKind.Lstm, ActivationKind.Tanh),
        ["two recurrent layers"] = new(TwoCases, width =>
        [
            new Layer.Embedding(5, 4, 3),
            new Layer.Recurrent(RecurrentKind.Gru, 5, 3, width, ActivationKind.Tanh),
            Relu,
            new Layer.Recurrent(RecurrentKind.Lstm, 5, width, width, ActivationKind.Tanh),
            new Layer.LastPositions(5, 2, width),
            new Layer.Dense(width, 4, Bias: true, Uniform) { Positions = 2 },
        ]),
        ["layer normalisation"] = new(Curves.Regression(6, 3, 2), width =>
        [
            new Layer.Dense(3, width, Bias: true, Uniform),
            new Layer.LayerNorm(width, 1),
            Tanh,
            new Layer.Dense(width, 2, Bias: true, Uniform),
        ]),
        ["causal attention"] = Transformer(TwoCases, heads: 1, isCausal: true),
        ["attention with heads"] = Transformer(OneCase, heads: 2, isCausal: false),
    };

    /// <summary>Sequences of 17 tokens.</summary>
    public static Dataset LongTokens { get; } = Tokens(casesPerRow: 1, length: 17);

    public static IReadOnlyList<string> Names { get; } = [.. All.Keys];

    public static TrainingPlan Plan(string name, int steps = 50, string optimizer = "adam", string criterion = "Z1")
    {
        var (data, layers) = All[name];
        var entry = new Architecture(name, name, new("this test", 0, "by hand"), [], (width, _, _) => layers(width)) { Knob = "whatever the list makes of it" };
        var rule = OptimizerCatalogue.All.Bind(optimizer);
        var test = CriterionCatalogue.All.Bind(data.IsClassification ? criterion : "mse");
        var curve = new CurveSpec("by-hand", name, "dense", rule.Text, test.Text, steps, Seed: 0);
        return new(curve, data, new(entry, SpecArguments.Empty), rule.Entry.Rule(rule.Arguments), test.Entry.Rule(test.Arguments));
    }

    /// <summary>Whether neighbouring widths share a launch.</summary>
    public static bool IsPadded(string name) => PaddedWidth.Refusal(Plan(name), 20) is null;

    private static SmallNetwork Recurrent(RecurrentKind kind, ActivationKind nonlinearity) => new(OneCase, width =>
    [
        new Layer.OneHot(5, 4),
        new Layer.Recurrent(kind, 5, 4, width, nonlinearity),
        new Layer.LastPositions(5, 1, width),
        new Layer.Dense(width, 4, Bias: true, Uniform),
    ]);

    private static SmallNetwork Transformer(Dataset data, int heads, bool isCausal) => new(data, width =>
    {
        var features = heads * width;
        return
        [
            new Layer.Embedding(5, 4, features),
            new Layer.PositionEmbedding(5, features),
            new Layer.Residual(new(
            [
                new Layer.LayerNorm(features, 5),
                new Layer.Dense(features, 3 * features, Bias: true, Uniform) { Positions = 5 },
                new Layer.Attention(5, features, heads, isCausal),
                new Layer.Dense(features, features, Bias: true, Uniform) { Positions = 5 },
            ]), LayerList.Empty),
            new Layer.LastPositions(5, data.CasesPerRow, features),
            new Layer.Dense(features, 4, Bias: true, Uniform) { Positions = data.CasesPerRow },
        ];
    });

    /// <summary>Sequences of tokens out of 4, all different, with random tokens to be predicted.</summary>
    private static Dataset Tokens(int casesPerRow, int length = 5)
    {
        const int rows = 6, vocabulary = 4;
        var random = new RandomSequence(RandomSequence.KeyOf("tokens"), RandomPurpose.Data);
        return new()
        {
            Inputs = [.. Enumerable.Range(0, rows * length).Select(i => i % length == 0 ? i / length % vocabulary : (double)random.NextIndex(vocabulary))],
            Samples = rows,
            Features = length,
            Shape = new InputShape.Tokens(length, vocabulary),
            CasesPerRow = casesPerRow,
            Labels = [.. Enumerable.Range(0, rows * casesPerRow).Select(_ => random.NextIndex(vocabulary))],
            Classes = vocabulary,
        };
    }

    private sealed record SmallNetwork(Dataset Data, Func<int, IReadOnlyList<Layer>> Layers);
}
