namespace OverparamBounds.Core.Architectures;

/// <summary>The recurrent cells.</summary>
public enum RecurrentKind
{
    /// <summary>Elman 1990: h' = a(x U + h W + b + c), with a nonlinearity a.</summary>
    Elman,

    /// <summary>Cho et al. 2014, in PyTorch's form: the reset gate acts on h W + c.</summary>
    Gru,

    /// <summary>Hochreiter and Schmidhuber 1997 with forget gates, as in PyTorch.</summary>
    Lstm,
}

public abstract partial record Layer
{
    /// <summary>Turns token ids [n, length] into [n × length, vocabulary] with a 1 at the token.</summary>
    public sealed record OneHot(int Length, int Vocabulary) : Layer
    {
        public override long Activations => (long)Length * Vocabulary;

        public override long Emits(long received) => (long)Length * Vocabulary;
    }

    /// <summary>Turns token ids [n, length] into [n × length, features] by a table.</summary>
    public sealed record Embedding(int Length, int Vocabulary, int Features) : Layer
    {
        public override long Activations => (long)Length * Features;

        public override long Emits(long received) => (long)Length * Features;

        public override IReadOnlyList<ParameterTensor> Tensors => [new(Vocabulary, Features, new ParameterDraw.Normal(1))];
    }

    /// <summary>Adds a vector of its own to each position: [n × length, features].</summary>
    public sealed record PositionEmbedding(int Length, int Features) : Layer
    {
        public override long Activations => (long)Length * Features;

        public override IReadOnlyList<ParameterTensor> Tensors => [new(Length, Features, new ParameterDraw.Normal(1))];
    }

    /// <summary>
    /// A recurrent cell along a sequence, from the state 0: [n × length, inputs] to [n × length, hidden]. Tensors as in
    /// PyTorch, transposed: input weights, state weights, and two biases.
    /// </summary>
    /// <param name="Kind">Which cell.</param>
    /// <param name="Nonlinearity">Of an Elman cell; the others have logistic gates and tanh.</param>
    public sealed record Recurrent(RecurrentKind Kind, int Length, int Inputs, int Hidden, ActivationKind Nonlinearity) : Layer
    {
        /// <summary>Blocks of hidden units: 1; 3 (reset, update, new); 4 (input, forget, cell, output).</summary>
        public int Gates => Kind switch { RecurrentKind.Elman => 1, RecurrentKind.Gru => 3, _ => 4 };

        public override long Activations => (long)Length * Hidden * (Kind == RecurrentKind.Elman ? 2 : (2 * Gates) + 2);

        public override long Emits(long received) => (long)Length * Hidden;

        /// <summary>Steps whose memory is held at once with checkpointing, about the root of all.</summary>
        public int Span => (int)Math.Ceiling(Math.Sqrt(Length));

        /// <summary>
        /// As <see cref="Activations"/>, with checkpointing along the sequence: products with the inputs (in their place,
        /// later, the gradients) and states of all steps, gates and cells of one span.
        /// </summary>
        public long ActivationsBySpans => (long)Hidden * ((Length * (Gates + 1L)) + (Span * (Gates + 1L)));

        public override long Products => (long)Length * Gates * Hidden * (Inputs + Hidden);

        public override IReadOnlyList<ParameterTensor> Tensors
        {
            get
            {
                var draw = new ParameterDraw.Uniform(1 / Math.Sqrt(Hidden));
                var units = new TensorAxis(Gates, Hidden);
                return
                [
                    new(Inputs, units, draw),
                    new(Hidden, units, draw),
                    ParameterTensor.Vector(units, draw),
                    ParameterTensor.Vector(units, draw),
                ];
            }
        }
    }

    /// <summary>
    /// Vaswani et al. 2017: from queries, keys and values side by side, [n × length, 3 × features], head by head
    /// softmax(q k' / sqrt(features a head)) v, [n × length, features]. The products around it are dense layers.
    /// </summary>
    /// <param name="IsCausal">Whether a position sees itself and those before it alone.</param>
    public sealed record Attention(int Length, int Features, int Heads, bool IsCausal) : Layer
    {
        public override long Activations => ((long)Length * Features) + (2L * Heads * Length * Length);

        public override long Emits(long received) => (long)Length * Features;

        public override long Products => 2L * Length * Length * Features;

        public override bool MayBePadded => false;
    }

    /// <summary>Ba et al. 2016: each position gets mean 0 and variance 1 over its features, then a gain and an offset a feature.</summary>
    public sealed record LayerNorm(int Features, int Positions) : Layer
    {
        public const double Epsilon = 1e-5;

        public override long Activations => 2L * Positions * Features;

        public override bool MayBePadded => false;

        public override IReadOnlyList<ParameterTensor> Tensors =>
            [ParameterTensor.Vector(Features, ParameterDraw.One), ParameterTensor.Vector(Features, ParameterDraw.Zero)];
    }

    /// <summary>Keeps the last positions of a row: [n × length, features] to [n × kept, features].</summary>
    public sealed record LastPositions(int Length, int Kept, int Features) : Layer
    {
        public override long Activations => (long)Kept * Features;

        public override long Emits(long received) => (long)Kept * Features;
    }
}
