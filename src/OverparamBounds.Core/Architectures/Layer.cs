namespace OverparamBounds.Core.Architectures;

/// <summary>One layer of an architecture: declared once, read by trainers, by theory and by counts.</summary>
public abstract record Layer
{
    private Layer()
    {
    }

    /// <summary>Trainable scalars of the layer.</summary>
    public virtual int Parameters => 0;

    /// <summary>Maps [n, inputs] to [n, outputs]: x W + b, with W [inputs, outputs].</summary>
    public sealed record Dense(int Inputs, int Outputs, bool Bias, Initialisation Initialisation) : Layer
    {
        public int Weights => checked(Inputs * Outputs);

        public override int Parameters => checked(Weights + (Bias ? Outputs : 0));
    }

    /// <summary>Applies a nonlinearity to every element.</summary>
    public sealed record Activation(ActivationKind Kind) : Layer;
}
