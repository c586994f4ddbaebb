using OverparamBounds.Training.Benchmarks;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Tests.Benchmarks;

/// <summary>The baseline of the benchmark trains the same networks.</summary>
public sealed class EagerNetworkTests
{
    /// <summary>torch's own recurrent module knows tanh and relu alone.</summary>
    public static TheoryData<string> Names => [.. SmallNetworks.Names.Where(name => name != "elman with gelu")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_small_network_has_as_many_parameters_as_modules_and_its_loss_falls(string name)
    {
        TorchRuntime.Start();
        var plan = SmallNetworks.Plan(name, optimizer: "adam(lr=0.01)");
        using var network = new EagerNetwork(plan, width: 6);

        var first = network.Loss();
        for (var step = 0; step < 100; step++)
        {
            network.Step();
        }

        var last = network.Loss();
        Assert.Equal(plan.Layers(6).Sum(layer => layer.ParameterCount), network.Parameters);
        Assert.True(last < 0.8 * first, $"{first} fell to {last} only.");
    }
}
