namespace OverparamBounds.Core.Architectures;

/// <summary>One tensor of trainable numbers, [rows, columns], stored row by row.</summary>
/// <param name="Rows">Inputs; 1 for a vector.</param>
/// <param name="Columns">Outputs.</param>
public sealed record ParameterTensor(TensorAxis Rows, TensorAxis Columns, ParameterDraw Draw)
{
    /// <summary>Numbers in it, also where they are too many for one array.</summary>
    public long Count => Rows.Length * Columns.Length;

    /// <summary>Numbers in a tensor that is to be trained.</summary>
    public int Size => checked((int)Count);

    public static ParameterTensor Vector(TensorAxis columns, ParameterDraw draw) => new(1, columns, draw);
}

/// <summary>
/// An axis of a tensor: units of a width, once or several times one after the other, such as the channels of each
/// pixel of a patch. A network that is padded to a larger width has more units in each block.
/// </summary>
public readonly record struct TensorAxis(int Blocks, int Units)
{
    public long Length => (long)Blocks * Units;

    public static implicit operator TensorAxis(int units) => new(1, units);

    public static TensorAxis FromInt32(int units) => units;
}

/// <summary>How the numbers of a tensor are drawn before training.</summary>
public abstract record ParameterDraw
{
    private ParameterDraw()
    {
    }

    public static ParameterDraw Zero { get; } = new Constant(0);

    public static ParameterDraw One { get; } = new Constant(1);

    /// <summary>Uniform on ±<paramref name="Bound"/>.</summary>
    public sealed record Uniform(double Bound) : ParameterDraw;

    /// <summary>Gaussian with mean 0.</summary>
    public sealed record Normal(double Deviation) : ParameterDraw;

    /// <summary>The same number everywhere, without a draw.</summary>
    public sealed record Constant(double Value) : ParameterDraw;

    /// <summary>Weights of a layer by a named rule.</summary>
    /// <param name="fanIn">Inputs of a unit.</param>
    /// <param name="fanOut">Units that an input reaches.</param>
    public static ParameterDraw Weights(Initialisation rule, long fanIn, long fanOut) => rule switch
    {
        Initialisation.Uniform => new Uniform(1 / Math.Sqrt(fanIn)),
        Initialisation.Glorot => new Uniform(Math.Sqrt(6.0 / (fanIn + fanOut))),
        Initialisation.Standard => new Normal(1),
        _ => new Normal(Math.Sqrt(2.0 / fanIn)),
    };

    /// <summary>Biases of a layer by a named rule.</summary>
    public static ParameterDraw Biases(Initialisation rule, long fanIn) =>
        rule == Initialisation.Uniform ? new Uniform(1 / Math.Sqrt(fanIn)) : Zero;
}
