using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Tests.Evidence;

public sealed class ErrorAllocationTests
{
    [Fact]
    public void Shares_are_equal_for_the_first_widths_and_fall_after()
    {
        var allocation = new ErrorAllocation(.05, 1, 4096);

        Assert.Equal(20, allocation.EqualShares);
        Assert.Equal(.00225, allocation.Share(1), 1e-15);
        Assert.Equal(.00225, allocation.Share(20), 1e-15);
        Assert.Equal(.0025, allocation.Share(21), 1e-15);
        Assert.Equal(.00041666667, allocation.Share(23), 5e-12);
    }

    [Theory]
    [InlineData(.05, 1, 4096)]
    [InlineData(.01, 3, 3)]
    [InlineData(.2, 7, 1000)]
    public void The_shares_sum_to_alpha(double alpha, int minWidth, int maxWidth)
    {
        const int Last = 100_000;
        var allocation = new ErrorAllocation(alpha, minWidth, maxWidth);

        var sum = Enumerable.Range(1, Last).Sum(allocation.Share);

        // What follows the last share is a telescoping sum.
        var rest = .1 * alpha / (Last - allocation.EqualShares + 1);
        Assert.Equal(alpha, sum + rest, 1e-14);
    }
}
