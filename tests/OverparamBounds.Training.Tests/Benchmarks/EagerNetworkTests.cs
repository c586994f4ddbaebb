using OverparamBounds.Core.Specs;
using OverparamBounds.Training.Benchmarks;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Tests.Benchmarks;

/// <summary>The baseline of the benchmark trains the same networks.</summary>
public sealed class EagerNetworkTests
{
    /// <summary>torch's own recurrent module knows tanh and relu alone.</summary>
    public static TheoryData<string, string> Trainings =>
    [
        .. SmallNetworks.Names.Where(name => name != "elman with gelu").SelectMany(name => new[] { (name, "adam(lr=0.01)"), (name, "adam(lr=0.01,batch=4)") }),
    ];

    [Theory]
    [MemberData(nameof(Trainings))]
    public void Every_small_network_has_as_many_parameters_as_modules_and_its_loss_falls(string name, string optimizer)
    {
        TorchRuntime.Start();
        var plan = SmallNetworks.Plan(name, optimizer: optimizer);
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

    [Theory]
    [InlineData("rmsprop")]
    [InlineData("adam(warmup=5)")]
    [InlineData("lm")]
    public void What_it_has_no_form_of_is_refused_with_the_way_out(string optimizer)
    {
        TorchRuntime.Start();
        var plan = SmallNetworks.Plan("layer normalisation", optimizer: optimizer);

        var refusal = Assert.Throws<RequestException>(() => new EagerNetwork(plan, width: 3));

        Assert.Contains("use gd, sgd, momentum, nesterov or adam", refusal.Message, StringComparison.Ordinal);
    }
}
