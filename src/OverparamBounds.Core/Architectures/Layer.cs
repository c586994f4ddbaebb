namespace OverparamBounds.Core.Architectures;

/// <summary>One layer of an architecture: declared once, read by trainers, by theory and by counts.</summary>
/// <remarks>
/// What flows between layers is [n × positions, features]: a row of data is one position, or as many as it has pixels or
/// tokens, one after the other.
/// </remarks>
public abstract partial record Layer
{
    private Layer()
    {
    }

    /// <summary>The layer's trainable tensors, in canonical order.</summary>
    public virtual IReadOnlyList<ParameterTensor> Tensors => [];

    /// <summary>Trainable scalars of the layer, also where they are too many for one array.</summary>
    public long ParameterCount => Tensors.Sum(tensor => tensor.Count);

    /// <summary>Trainable scalars of a layer that is to be trained.</summary>
    public int Parameters => checked((int)ParameterCount);

    /// <summary>Scalars that the layer makes of one row of data: its outputs, and what it remembers for the way back.</summary>
    public abstract long Activations { get; }

    /// <summary>Multiplications of its products for one row of data, on the way forward.</summary>
    public virtual long Products => 0;

    /// <summary>Whether each unit depends on its own inputs alone, so that a network padded with zeros computes the same.</summary>
    public virtual bool MayBePadded => true;

    /// <summary>The layers it is made of, without those that hold others.</summary>
    public virtual IEnumerable<Layer> Leaves => [this];

    /// <summary>Maps [n, inputs] to [n, outputs]: x W + b, with W [inputs, outputs], at each position alike.</summary>
    public sealed record Dense(int Inputs, int Outputs, bool Bias, Initialisation Initialisation) : Layer
    {
        /// <summary>Positions of a row at which it is applied.</summary>
        public int Positions { get; init; } = 1;

        /// <summary>Of how many equal parts the inputs are made, such as the pixels whose channels were laid side by side.</summary>
        public int InputBlocks { get; init; } = 1;

        public int Weights => checked(Inputs * Outputs);

        public override long Activations => (long)Positions * Outputs;

        public override long Products => (long)Positions * Inputs * Outputs;

        public override IReadOnlyList<ParameterTensor> Tensors
        {
            get
            {
                var weights = new ParameterTensor(
                    new(InputBlocks, Inputs / InputBlocks), Outputs, ParameterDraw.Weights(Initialisation, Inputs, Outputs));
                return Bias ? [weights, ParameterTensor.Vector(Outputs, ParameterDraw.Biases(Initialisation, Inputs))] : [weights];
            }
        }
    }

    /// <summary>Applies a nonlinearity to every element.</summary>
    public sealed record Activation(ActivationKind Kind) : Layer
    {
        /// <summary>Elements of a row, where they are known; a layer that overwrites its inputs adds nothing.</summary>
        public override long Activations => 0;
    }

    /// <summary>Multiplies every element by a number.</summary>
    public sealed record Scaling(double Factor) : Layer
    {
        public override long Activations => 0;
    }

    /// <summary>Adds to its input (through <paramref name="Shortcut"/>, where there is one) what <paramref name="Body"/> makes of it.</summary>
    public sealed record Residual(LayerList Body, LayerList Shortcut) : Layer
    {
        public override IReadOnlyList<ParameterTensor> Tensors =>
            [.. Body.Concat(Shortcut).SelectMany(layer => layer.Tensors)];

        public override long Activations => Body.Concat(Shortcut).Sum(layer => layer.Activations);

        public override long Products => Body.Concat(Shortcut).Sum(layer => layer.Products);

        public override bool MayBePadded => Body.Concat(Shortcut).All(layer => layer.MayBePadded);

        public override IEnumerable<Layer> Leaves => Body.Concat(Shortcut).SelectMany(layer => layer.Leaves);
    }
}
