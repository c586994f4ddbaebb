using System.Runtime.Intrinsics;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>What the step loop of a group costs beside arithmetic.</summary>
public sealed class LaneGroupTests
{
    [Theory]
    [InlineData("adam")]
    [InlineData("gd(lr=0.1)")]
    [InlineData("adam(batch=7)")]
    public void The_step_loop_allocates_nothing(string optimizer)
    {
        var plan = Curves.Plan(Curves.Clouds(30, 4, 3), "mlp(depth=2,act=gelu)", optimizer);
        using var rows = new LaneRows(plan, spareRows: 0);
        using var network = new PanelNetwork<Lanes512, Vector512<float>>(plan, rows, plan.Layers(9), mayStrip: true);
        AssertNoAllocation(plan, network, width: 9);
    }

    [Theory]
    [InlineData("adam")]
    [InlineData("gd(lr=0.1)")]
    public void The_unrolled_step_loop_allocates_nothing(string optimizer)
    {
        var plan = Curves.Plan(Curves.Xor, optimizer: optimizer);
        using var rows = new LaneRows(plan, spareRows: 0);
        using var network = FusedNetwork<Lanes512, Vector512<float>>.Of(plan, rows, plan.Layers(6));
        AssertNoAllocation(plan, network, width: 6);
    }

    private static void AssertNoAllocation(TrainingPlan plan, LaneNetwork<Lanes512, Vector512<float>> network, int width)
    {
        for (var lane = 0; lane < 16; lane++)
        {
            network.Start(lane, key: (ulong)lane, plan.Rule.LearningRate, plan.InitialParameters(new(width, lane)), mask: []);
        }

        // The first steps compile code and fill caches.
        Run(network);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(network);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Run(LaneNetwork<Lanes512, Vector512<float>> network)
    {
        for (var chunk = 0; chunk < 50; chunk++)
        {
            network.Schedule.Prepare(20);
            network.Descend(20);
            network.Schedule.Advance(20);
            network.Forward();
        }
    }
}
