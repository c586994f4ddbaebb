using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>Blocks of attention and of a dense layer of f·d units on token and position embeddings of d features.</summary>
/// <remarks>
/// With biases, V symbols, T positions and L layers: Vd + Td + L(4d² + 2fd² + (9 + f)d) + 2d + C(d + 1) parameters, for
/// f = 4 12d² + 13d a layer. The term 2d is the last norm of norm=pre, which norm=post has none of.
/// </remarks>
public static class Transformer
{
    private const string Before = "pre";

    public static Architecture Entry { get; } = new(
        Id: "transformer",
        Title: "Transformer",
        Source: new("Vaswani et al.", 2017, "Attention is all you need; 1706.03762, with learned positions; norm=pre as Xiong et al. 2020"),
        Parameters:
        [
            Parameter.Integer("layers", "blocks, each of attention and a dense part", @default: 2, minimum: 1, maximum: 16),
            Parameter.Integer("heads", "heads of attention; a network has heads x width features", @default: 1, minimum: 1, maximum: 64),
            Parameter.Integer("ff", "units of the dense part for each feature", @default: 4, minimum: 1, maximum: 16),
            NetworkParameters.Activation("nonlinearity of the dense part", ActivationKind.Relu),
            Parameter.Flag("causal", "whether a position sees itself and those before it alone", @default: true),
            Parameter.Choice("norm", "layer norms before each part or behind its sum", Before, Before, "post"),
            Parameter.Flag("bias", "whether dense layers have biases", @default: true) with { Quiet = true },
        ],
        AtWidth: (width, problem, arguments) => new Parts(width, problem, arguments).Network())
    {
        Knob = "features a head: d = heads x width",
        UsualWidest = 64,
        Refusal = (problem, _) => ShapeRefusal.OfSequences(problem),
    };

    private sealed class Parts(int width, Problem problem, SpecArguments arguments)
    {
        private readonly int _features = checked(arguments.Integer("heads") * width);
        private readonly InputShape.Tokens _tokens = (InputShape.Tokens)problem.Shape;
        private readonly bool _isNormFirst = arguments.Text("norm") == Before;

        private Layer.LayerNorm Norm => new(_features, _tokens.Length);

        public List<Layer> Network()
        {
            var layers = new List<Layer>
            {
                new Layer.Embedding(_tokens.Length, _tokens.Vocabulary, _features),
                new Layer.PositionEmbedding(_tokens.Length, _features),
            };
            for (var block = arguments.Integer("layers"); block > 0; block--)
            {
                layers.AddRange(Residual(Attention()));
                layers.AddRange(Residual(FeedForward()));
            }

            if (_isNormFirst)
            {
                layers.Add(Norm);
            }

            layers.Add(new Layer.LastPositions(_tokens.Length, problem.CasesPerRow, _features));
            layers.Add(Dense(_features, problem.Outputs, problem.CasesPerRow));
            return layers;
        }

        private IEnumerable<Layer> Residual(IEnumerable<Layer> part) => _isNormFirst
            ? [new Layer.Residual(new([Norm, .. part]), LayerList.Empty)]
            : [new Layer.Residual(new(part), LayerList.Empty), Norm];

        private IEnumerable<Layer> Attention() =>
        [
            Dense(_features, checked(3 * _features), _tokens.Length),
            new Layer.Attention(_tokens.Length, _features, arguments.Integer("heads"), arguments.Flag("causal")),
            Dense(_features, _features, _tokens.Length),
        ];

        private IEnumerable<Layer> FeedForward()
        {
            var units = checked(arguments.Integer("ff") * _features);
            return
            [
                Dense(_features, units, _tokens.Length),
                new Layer.Activation(arguments.Activation()),
                Dense(units, _features, _tokens.Length),
            ];
        }

        private Layer.Dense Dense(int inputs, int outputs, int positions) =>
            new(inputs, outputs, arguments.Flag("bias"), Initialisation.Uniform) { Positions = positions };
    }
}
