using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Architectures;

/// <summary>How a network of dense layers reads any row: numbers as they are, tokens as one block of 0 and 1 a position.</summary>
/// <param name="Layers">What turns a row into a vector; nothing where it is one.</param>
/// <param name="Features">Entries of the vector.</param>
/// <param name="Blocks">Equal parts of it: positions of a sequence.</param>
internal sealed record VectorInput(IReadOnlyList<Layer> Layers, int Features, int Blocks)
{
    public static VectorInput Of(Problem problem) => problem.Shape is InputShape.Tokens(var length, var vocabulary)
        ? new([new Layer.OneHot(length, vocabulary), new Layer.Flatten(length, vocabulary)], checked(length * vocabulary), length)
        : new([], problem.Features, 1);

    /// <summary>A dense layer on the vector.</summary>
    public Layer.Dense Dense(int outputs, bool bias, Initialisation initialisation) =>
        new(Features, outputs, bias, initialisation) { InputBlocks = Blocks };
}
