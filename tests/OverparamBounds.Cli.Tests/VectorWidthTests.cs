using System.Text.Json;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>The program with vector paths of the runtime and of torch switched off by their own knobs.</summary>
public sealed class VectorWidthTests
{
    private static readonly string[] Question =
        ["find", "xor(encoding=01)", "--arch", "mlp(act=tanh)", "--steps", "1000", "--grid", "2,3", "--seeds", "200", "--json"];

    /// <summary>Several outputs, two hidden layers, minibatches: the general path of the lanes.</summary>
    private static readonly string[] WiderQuestion =
        ["find", "clusters(n=24,d=3,K=6,C=3)", "--arch", "mlp(depth=2,act=gelu)", "--optimizer", "adam(batch=7)", "--steps", "200", "--grid", "5,9", "--seeds", "40", "--json"];

    public static TheoryData<string, string> EnginesAndKnobs =>
    [
        .. new[] { "lanes", "torch" }.SelectMany(engine =>
            new[] { "DOTNET_EnableAVX512", "DOTNET_EnableAVX2", "DOTNET_EnableHWIntrinsic" }.Select(knob => (engine, knob))),
    ];

    /// <summary>Knobs of the runtime: our own arithmetic has one order, whatever the width, so nothing may change.</summary>
    [Theory]
    [MemberData(nameof(EnginesAndKnobs))]
    public async Task Without_a_vector_path_of_the_runtime_the_digests_stay(string engine, string knob)
    {
        foreach (var question in new[] { Question, WiderQuestion })
        {
            string[] asked = [.. question, "--engine", engine];
            var usual = await RunAsync([], asked);
            var narrow = await RunAsync([(knob, "0")], asked);

            Assert.NotEmpty(usual.Digests);
            Assert.Equal(usual.Digests, narrow.Digests);
        }
    }

    /// <summary>torch's knob changes its routines and so its rounding; shares must agree within four standard errors.</summary>
    [Theory]
    [InlineData("avx2")]
    [InlineData("default")]
    public async Task On_a_narrower_path_of_torch_the_shares_agree(string capability)
    {
        string[] asked = [.. Question, "--engine", "torch"];
        var usual = await RunAsync([], asked);
        var narrow = await RunAsync([("ATEN_CPU_CAPABILITY", capability)], asked);

        foreach (var (one, other) in usual.Fitted.Zip(narrow.Fitted))
        {
            var share = (one + other) / 400.0;
            Assert.InRange((one - other) / 200.0, -4 * Math.Sqrt(share * (1 - share) / 100), 4 * Math.Sqrt(share * (1 - share) / 100));
        }
    }

    private static async Task<(List<int> Fitted, List<string> Digests)> RunAsync((string Name, string Value)[] environment, string[] asked)
    {
        using var folder = new TemporaryFolder();
        var finished = await OverparamProcess.RunAsync(folder.Path, environment, asked);
        Assert.True(finished.ExitCode is 0 or 3, finished.Errors);
        using var answer = JsonDocument.Parse(finished.Output);
        var trials = await File.ReadAllLinesAsync(
            Path.Combine(folder.Path, answer.RootElement.GetProperty("files").GetProperty("trials").GetString()!), TestContext.Current.CancellationToken);
        var digest = Array.IndexOf(trials[0].Split(','), "digest");
        return (
            [.. answer.RootElement.GetProperty("cells").EnumerateArray().Select(cell => cell.GetProperty("fitted").GetInt32())],
            [.. trials.Skip(1).Select(line => line.Split(',')[digest])]);
    }
}
