using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Tests.Workers;

public sealed class HeldBlockTests
{
    [Fact]
    public void A_block_that_loses_its_lease_tells_its_work_to_stop_and_one_that_has_ended_meanwhile_takes_no_harm()
    {
        var ended = new HeldBlock(TimeSpan.FromHours(1), TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        using var atWork = new HeldBlock(TimeSpan.FromHours(1), TimeSpan.Zero, TimeProvider.System, CancellationToken.None);
        ended.Dispose();

        ended.Lose();
        atWork.Lose();

        Assert.False(ended.Token.IsCancellationRequested);
        Assert.True(atWork.IsLost && atWork.Token.IsCancellationRequested);
    }
}
