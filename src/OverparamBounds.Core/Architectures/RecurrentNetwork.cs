using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>Recurrent layers along a token sequence and a linear map of their state at the last positions.</summary>
/// <remarks>
/// With g = 1, 3 or 4 blocks of units a cell, V symbols and h units: gh(V + h + 2) parameters in the first layer,
/// gh(2h + 2) in each further one, C(h + 1) in the linear map. With embed = E, V is E in that and the table has VE more.
/// </remarks>
public static class RecurrentNetwork
{
    public static Architecture Elman { get; } = Entry(
        "rnn",
        "Elman network",
        RecurrentKind.Elman,
        new("Elman", 1990, "Finding structure in time; two bias vectors, as in PyTorch"),
        NetworkParameters.Activation("nonlinearity of the state", ActivationKind.Tanh));

    public static Architecture Gru { get; } = Entry(
        "gru",
        "Gated recurrent unit",
        RecurrentKind.Gru,
        new("Cho et al.", 2014, "Learning phrase representations using RNN encoder-decoder; 1406.1078, in PyTorch's form"));

    public static Architecture Lstm { get; } = Entry(
        "lstm",
        "Long short-term memory",
        RecurrentKind.Lstm,
        new("Hochreiter, Schmidhuber", 1997, "Long short-term memory; with forget gates (Gers et al. 2000), as in PyTorch"));

    private static Architecture Entry(string id, string title, RecurrentKind kind, Citation source, params IReadOnlyList<Parameter> own) => new(
        id,
        title,
        source,
        [
            .. own,
            Parameter.Integer("layers", "recurrent layers, each on the states of the one below", @default: 1, minimum: 1, maximum: 16),
            Parameter.Integer("embed", "entries of a token's vector; 0 reads tokens as 0 and 1", @default: 0, minimum: 0, maximum: 4096),
        ],
        (width, problem, arguments) => Layers(kind, width, problem, arguments))
    {
        Knob = "hidden units h of each recurrent layer",
        UsualWidest = 64,
        Refusal = (problem, _) => ShapeRefusal.OfSequences(problem),
    };

    private static List<Layer> Layers(RecurrentKind kind, int width, Problem problem, SpecArguments arguments)
    {
        var (length, vocabulary) = (InputShape.Tokens)problem.Shape;
        var nonlinearity = kind == RecurrentKind.Elman ? arguments.Activation() : ActivationKind.Tanh;
        var embedded = arguments.Integer("embed");
        var layers = new List<Layer>
        {
            embedded == 0 ? new Layer.OneHot(length, vocabulary) : new Layer.Embedding(length, vocabulary, embedded),
        };
        var inputs = embedded == 0 ? vocabulary : embedded;
        for (var layer = arguments.Integer("layers"); layer > 0; layer--)
        {
            layers.Add(new Layer.Recurrent(kind, length, inputs, width, nonlinearity));
            inputs = width;
        }

        layers.Add(new Layer.LastPositions(length, problem.CasesPerRow, width));
        layers.Add(new Layer.Dense(width, problem.Outputs, Bias: true, Initialisation.Uniform) { Positions = problem.CasesPerRow });
        return layers;
    }
}
