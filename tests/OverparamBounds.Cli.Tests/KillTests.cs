using System.Globalization;
using System.Text.Json;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>A find that is killed again and again ends as if nothing had happened.</summary>
public sealed class KillTests
{
    /// <summary>OVERPARAM_KILLS=20 gives the full form.</summary>
    private static readonly int Kills =
        int.Parse(Environment.GetEnvironmentVariable("OVERPARAM_KILLS") ?? "8", CultureInfo.InvariantCulture);

    /// <summary>Questions that keep each engine busy for a few seconds.</summary>
    public static TheoryData<string, string, string> Questions => new()
    {
        { "torch", "parity(d=4,k=4)", "true" },
        { "lanes", "digits(n=100)", "random" },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Killed_at_random_moments_it_keeps_every_trial_and_comes_to_the_same_answer(string engine, string task, string labels)
    {
        string[] question =
            ["find", task, "--labels", labels, "--engine", engine, "--success", "0.95", "--ratio", "1.2", "--lanes", "64", "--threads", "1", "--json"];
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "kill -9 is sent on Unix alone.");
        using var undisturbed = new TemporaryFolder();
        using var battered = new TemporaryFolder();
        var whole = await OverparamProcess.RunAsync(undisturbed.Path, question);
        var moments = new RandomSequence(RandomSequence.KeyOf("moments of kills"), RandomPurpose.Simulation);
        var stored = new List<int>();
        var hits = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = OverparamProcess.Start(battered.Path, question);
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromMilliseconds(600 + (1500 * moments.NextUniform())));
            try
            {
                await process.WaitForExitAsync(deadline.Token);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                hits++;
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            }

            stored.Add(await StoredAsync(battered));
        }

        var finished = await OverparamProcess.RunAsync(battered.Path, question);

        Assert.Equal(0, finished.ExitCode);
        Assert.True(hits >= 3, $"Only {hits} of {Kills} kills hit a running search: the question is too short for this machine.");
        Assert.Equal(stored.Order(), stored);
        using var expected = JsonDocument.Parse(whole.Output);
        using var actual = JsonDocument.Parse(finished.Output);
        Assert.Equal(Part(expected, "smallest"), Part(actual, "smallest"));
        Assert.Equal(Part(expected, "cells"), Part(actual, "cells"));
        var sweep = expected.RootElement.GetProperty("sweep").GetString()!;
        Assert.Equal(await DigestsAsync(undisturbed, sweep), await DigestsAsync(battered, sweep));

        // The last run trained what was missing and no more.
        var cost = actual.RootElement.GetProperty("cost");
        var trained = cost.GetProperty("trainings").GetInt32() - cost.GetProperty("reused").GetInt32();
        Assert.Equal(cost.GetProperty("trainings").GetInt32() - stored[^1], trained);

        // No trial beyond those of the undisturbed run was ever trained to its end and stored.
        Assert.Equal(await StoredAsync(undisturbed), await StoredAsync(battered));
    }

    private static async Task<int> StoredAsync(TemporaryFolder folder)
    {
        if (!File.Exists(folder.File("overparam.db")))
        {
            return 0;
        }

        var status = await OverparamProcess.RunAsync(folder.Path, "db", "status", "--json");
        if (status.ExitCode == 2 && status.Errors.Contains("holds no ledger", StringComparison.Ordinal))
        {
            // Killed between the making of the file and the first migration, which is one transaction.
            return 0;
        }

        Assert.True(status.ExitCode == 0, status.Errors);
        using var json = JsonDocument.Parse(status.Output);
        return json.RootElement.GetProperty("trials").GetInt32();
    }

    private static async Task<List<string>> DigestsAsync(TemporaryFolder folder, string sweep)
    {
        var trials = await OverparamProcess.RunAsync(folder.Path, "results", "trials", sweep, "--limit", "100000", "--json");
        using var json = JsonDocument.Parse(trials.Output);
        return [.. json.RootElement.EnumerateArray().Select(row => $"{row.GetProperty("trial")} {row.GetProperty("digest")}")];
    }

    private static string Part(JsonDocument document, string property) => document.RootElement.GetProperty(property).GetRawText();
}
