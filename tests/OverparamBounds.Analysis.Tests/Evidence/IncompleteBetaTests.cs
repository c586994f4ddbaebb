using MathNet.Numerics;
using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Tests.Evidence;

public sealed class IncompleteBetaTests
{
    [Fact]
    public void It_agrees_with_a_second_implementation_where_that_does_not_underflow()
    {
        foreach (var x in (double[])[.001, .1, .5, .9, .999])
        {
            foreach (var a in (double[])[.5, 1, 3.5, 40.5, 300])
            {
                foreach (var b in (double[])[.5, 1, 3.5, 40.5, 300])
                {
                    var reference = SpecialFunctions.BetaRegularized(a, b, x);
                    if (reference > 1e-250)
                    {
                        // The reference itself carries about twelve digits.
                        Assert.Equal(1, Math.Exp(IncompleteBeta.Log(x, a, b) - Math.Log(reference)), 1e-10);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(1e-6, 500)]
    [InlineData(.01, 4000)]
    public void Far_tails_keep_their_logarithm(double x, double a)
    {
        // I_x(a, 1) = x^a.
        Assert.Equal(a * Math.Log(x), IncompleteBeta.Log(x, a, 1), 1e-8);
    }

    [Fact]
    public void The_two_sides_sum_to_one()
    {
        foreach (var x in (double[])[.05, .3, .5, .77])
        {
            var sum = Math.Exp(IncompleteBeta.Log(x, 7.5, 3.5)) + Math.Exp(IncompleteBeta.Log(1 - x, 3.5, 7.5));

            Assert.Equal(1, sum, 1e-13);
        }
    }
}
