using System.Text.Json;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

public sealed class CheckpointingTests
{
    private static readonly string[] Search =
        ["find", "xor", "--arch", "mlp(depth=6,act=tanh)", "--grid", "4,5", "--seeds", "3", "--steps", "40", "--json"];

    [Fact]
    public async Task A_search_with_checkpointing_stores_the_same_trials_with_less_memory()
    {
        using var folder = new TemporaryFolder();

        var without = await TrialsAsync(folder.Path, [.. Search, "--engine", "torch"]);
        var with = await TrialsAsync(folder.Path, [.. Search, "--checkpointing", "--db", "with.db"]);

        Assert.Equal(6, without.Count);
        Assert.Equal(without.Select(Essence), with.Select(Essence));
        Assert.All(with.Zip(without), pair => Assert.InRange(Bytes(pair.First), 1, Bytes(pair.Second) - 1));
        Assert.All(with, trial => Assert.Equal("torch", trial.GetProperty("engine").GetString()));
    }

    [Fact]
    public async Task On_lanes_it_is_refused()
    {
        using var folder = new TemporaryFolder();

        var refused = await OverparamProcess.RunAsync(folder.Path, [.. Search, "--engine", "lanes", "--checkpointing"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("checkpointing: lanes", refused.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task Doctor_measures_a_launch_and_it_takes_less_with_checkpointing()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells the peak of a process' memory.");
        using var folder = new TemporaryFolder();

        var told = await OverparamProcess.RunAsync(
            folder.Path, ["doctor", "--json", "--task", "digits(n=300)", "--arch", "duresnet(depth=32)", "--width", "64", "--networks", "8"]);

        var memory = Assert.Single(JsonDocument.Parse(told.Output).RootElement.EnumerateArray()).GetProperty("memory");
        var (plain, checkpointed) = (Peak(memory, "plain"), Peak(memory, "checkpointed"));

        // 198 MiB predicted; peaks have been within a half of it on every shape tried.
        Assert.InRange(plain.Measured / plain.Predicted, 0.5, 2);
        Assert.InRange(checkpointed.Measured / checkpointed.Predicted, 0.5, 2);
        Assert.True(checkpointed.Measured < plain.Measured);
    }

    [Fact]
    public async Task Doctor_refuses_a_launch_that_cannot_be()
    {
        using var folder = new TemporaryFolder();

        var refused = await OverparamProcess.RunAsync(folder.Path, ["doctor", "--task", "xor", "--networks", "0"]);

        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("--networks 0: expected a number from 1 to 4096.", refused.Errors, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<JsonElement>> TrialsAsync(string folder, string[] search)
    {
        var answer = await OverparamProcess.RunAsync(folder, search);
        var sweep = JsonDocument.Parse(answer.Output).RootElement.GetProperty("sweep").GetString()!;
        var ledger = search is [.., "--db", var named] ? named : "overparam.db";
        var listed = await OverparamProcess.RunAsync(folder, ["results", "export", sweep, "--format", "json", "--db", ledger]);
        return [.. JsonDocument.Parse(listed.Output).RootElement.EnumerateArray()];
    }

    private static (string?, string?) Essence(JsonElement trial) =>
        (trial.GetProperty("trial").GetString(), trial.GetProperty("digest").GetString());

    private static long Bytes(JsonElement trial) => trial.GetProperty("activationBytes").GetInt64();

    private static (double Predicted, double Measured) Peak(JsonElement memory, string name) =>
        (memory.GetProperty(name).GetProperty("predicted").GetInt64(), memory.GetProperty(name).GetProperty("measured").GetInt64());
}
