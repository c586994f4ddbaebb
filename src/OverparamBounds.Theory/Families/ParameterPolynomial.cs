using System.Numerics;

namespace OverparamBounds.Theory.Families;

/// <summary>Parameters of a family of networks by width: P(m) = a + b m + c m², exact at every width.</summary>
/// <remarks>
/// Every architecture with one width knob counts like this: a dense or convolutional layer between two layers of width m
/// has m² weights, one at the border m.
/// </remarks>
public sealed record ParameterPolynomial(BigInteger Constant, BigInteger Linear, BigInteger Quadratic)
{
    /// <summary>Fits counts at widths 1, 2 and 3, and sees that they foretell those at 4 and 9; null where they do not.</summary>
    public static ParameterPolynomial? Fit(Func<int, long> count)
    {
        var (one, two, three) = (count(1), count(2), count(3));
        var quadratic = (three - (2 * two) + one) / 2;
        var linear = two - one - (3 * quadratic);
        var polynomial = new ParameterPolynomial(one - linear - quadratic, linear, quadratic);
        return polynomial.At(3) == three && polynomial.At(4) == count(4) && polynomial.At(9) == count(9) ? polynomial : null;
    }

    public BigInteger At(BigInteger width) => Constant + (Linear * width) + (Quadratic * width * width);

    /// <summary>The least width of at least 1 with so many parameters; null where the count does not grow.</summary>
    public BigInteger? LeastWidth(BigInteger parameters)
    {
        if (At(1) >= parameters)
        {
            return 1;
        }

        if (Linear.Sign <= 0 && Quadratic.Sign <= 0)
        {
            return null;
        }

        BigInteger low = 1, high = 2;
        while (At(high) < parameters)
        {
            (low, high) = (high, high * 2);
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = At(middle) < parameters ? (middle, high) : (low, middle);
        }

        return high;
    }
}
