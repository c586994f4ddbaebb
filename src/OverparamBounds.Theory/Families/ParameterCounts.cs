using System.Numerics;

namespace OverparamBounds.Theory.Families;

/// <summary>Parameters by width m of the network families of the literature.</summary>
public static class ParameterCounts
{
    /// <summary>Equal hidden layers with biases: (d+1)m + (H-1)(m+1)m + (m+1)C.</summary>
    /// <param name="features">d.</param>
    /// <param name="outputs">C.</param>
    /// <param name="depth">H, hidden layers.</param>
    public static ParameterPolynomial Dense(int features, int outputs, int depth, bool biases = true)
    {
        BigInteger bias = biases ? 1 : 0;
        return new(bias * outputs, features + bias + ((depth - 1) * bias) + outputs, depth - 1);
    }

    /// <summary>Du et al. 2019, plain or residual, without biases: d m + (H-1) m² + m C.</summary>
    public static ParameterPolynomial Du(int features, int outputs, int depth) => new(0, (BigInteger)features + outputs, depth - 1);

    /// <summary>Du et al. 2019, convolutional residual: q d₀ m + (H-1) q m² + m p C.</summary>
    /// <param name="filterSize">q, taps of a filter.</param>
    /// <param name="channels">d₀, channels of the input.</param>
    /// <param name="pixels">p.</param>
    public static ParameterPolynomial DuConvolutional(int filterSize, int channels, int depth, int pixels, int outputs) =>
        new(0, ((BigInteger)filterSize * channels) + ((BigInteger)pixels * outputs), (BigInteger)(depth - 1) * filterSize);

    /// <summary>Convolutional layers of m channels each and a dense layer on all pixels: (k² d₀ + 1) m + (H-1)(k² m + 1) m + (p m + 1) C.</summary>
    public static ParameterPolynomial Convolutional(int filterSize, int channels, int depth, int pixels, int outputs) => new(
        outputs,
        ((BigInteger)filterSize * channels) + 1 + (depth - 1) + ((BigInteger)pixels * outputs),
        (BigInteger)(depth - 1) * filterSize);

    /// <summary>Elman network with one bias vector and a linear head: m d + m² + m + (m+1) C.</summary>
    /// <param name="gates">1 for Elman, 3 for GRU, 4 for LSTM.</param>
    public static ParameterPolynomial Recurrent(int features, int outputs, int gates = 1) =>
        new(outputs, (gates * ((BigInteger)features + 1)) + outputs, gates);

    /// <summary>
    /// A transformer of model width m: L layers of attention (4(m²+m)) and a feed-forward part of r m units
    /// (2 r m² + r m + m) with two norms (4m), an input map and positions ((V + T) m), and a head ((m+1) C).
    /// </summary>
    /// <param name="inputs">V, symbols or entries of a token.</param>
    /// <param name="tokens">T.</param>
    /// <param name="expansion">r.</param>
    public static ParameterPolynomial Transformer(int inputs, int tokens, int outputs, int layers = 1, int expansion = 4) => new(
        outputs,
        (BigInteger)inputs + tokens + outputs + ((BigInteger)layers * (4 + expansion + 1 + 4)),
        (BigInteger)layers * (4 + (2 * expansion)));
}
