using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Tests.Evidence;

public sealed class SequentialProbabilityRatioTests
{
    [Fact]
    public void Bounds_and_increments_are_Walds()
    {
        var test = new SequentialProbabilityRatio(low: .4, high: .6, falseHigh: .01, falseLow: .01);

        Assert.Equal(4.59511985, test.UpperBound, 5.1e-9);
        Assert.Equal(-4.59511985, test.LowerBound, 5.1e-9);
        Assert.Equal(.40546511, test.SuccessIncrement, 5.1e-9);
        Assert.Equal(-.40546511, test.FailureIncrement, 5.1e-9);
    }

    [Fact]
    public void It_decides_when_a_bound_is_reached()
    {
        var test = new SequentialProbabilityRatio(low: .4, high: .6, falseHigh: .01, falseLow: .01);

        Assert.Equal(Certificate.None, test.Decide(11, 11));
        Assert.Equal(Certificate.High, test.Decide(12, 12));
        Assert.Equal(Certificate.Low, test.Decide(0, 12));
        Assert.Equal(Certificate.None, test.Decide(50, 100));
    }
}
