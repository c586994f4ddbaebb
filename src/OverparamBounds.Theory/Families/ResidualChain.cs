using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Theory.Families;

/// <summary>The residual network of Du et al. 2019, read from its layers.</summary>
/// <param name="Depth">H: the first layer and the residual ones.</param>
/// <param name="ResidualScale">c_res.</param>
public sealed record ResidualChain(int Depth, ActivationKind Activation, double ResidualScale)
{
    /// <summary>Rounding of c_res/(H√m)·H√m.</summary>
    private const double Rounding = 1e-12;

    /// <summary>Reads a layer list of a width; null where it is none of that network.</summary>
    public static ResidualChain? Of(IReadOnlyList<Layer> layers, int width)
    {
        if (DenseChain.WithoutReading(layers) is not
            [
                Layer.Dense { Bias: false } first, Layer.Activation { Kind: var kind }, Layer.Scaling(var scale), .. var blocks, Layer.Dense { Bias: false } output,
            ])
        {
            return null;
        }

        var depth = blocks.Length + 1;
        var shares = Array.ConvertAll(blocks, block => Share(block, width, kind));
        return shares is [{ } share, ..] && Array.TrueForAll(shares, other => other == share)
            && first.Outputs == width && output.Inputs == width && IsStandard(first) && IsStandard(output)
            && Math.Abs(scale - Math.Sqrt(kind.Normaliser() / width)) <= Rounding
            ? new(depth, kind, Math.Round(share * depth * Math.Sqrt(width), 12))
            : null;
    }

    private static double? Share(Layer block, int width, ActivationKind kind) =>
        block is Layer.Residual { Shortcut.Count: 0, Body: [Layer.Dense { Bias: false } dense, Layer.Activation activation, Layer.Scaling(var share)] }
            && dense.Outputs == width && activation.Kind == kind && IsStandard(dense)
            ? share
            : null;

    private static bool IsStandard(Layer.Dense dense) => dense.Initialisation == Initialisation.Standard;
}
