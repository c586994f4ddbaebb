namespace OverparamBounds.Core.Architectures;

/// <summary>One layer of an architecture: declared once, read by trainers, by theory and by counts.</summary>
public abstract record Layer
{
    private Layer()
    {
    }

    /// <summary>Trainable scalars of the layer, also where they are too many for one array.</summary>
    public virtual long ParameterCount => 0;

    /// <summary>Trainable scalars of a layer that is to be trained.</summary>
    public int Parameters => checked((int)ParameterCount);

    /// <summary>Maps [n, inputs] to [n, outputs]: x W + b, with W [inputs, outputs].</summary>
    public sealed record Dense(int Inputs, int Outputs, bool Bias, Initialisation Initialisation) : Layer
    {
        public int Weights => checked(Inputs * Outputs);

        public override long ParameterCount => ((long)Inputs * Outputs) + (Bias ? Outputs : 0);
    }

    /// <summary>Applies a nonlinearity to every element.</summary>
    public sealed record Activation(ActivationKind Kind) : Layer;
}
