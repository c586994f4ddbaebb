using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Storage;
using OverparamBounds.Testing;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Tests;

/// <summary>The whole road with real training: search, store, read back, train again.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task Twenty_trials_of_a_search_replay_digest_for_digest()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var ledger = await StorageBackend.OpenAsync(folder.File("ledger.db"), OpenMode.Create, TimeProvider.System, token);
        var question = QuestionBinder.Bind(new() { Task = "xor", Architecture = "mlp(act=tanh)", Steps = 800, MaxWidth = 16, Ratio = 2, MaxTrainings = 1500 });
        var engine = EngineSettings.Parse("auto", "cpu", threads: 2);
        var find = new FindThreshold(ledger, new TrainLaunch(ledger, engine.Trainer(question.Plan)), TimeProvider.System);
        var outcome = await find.RunAsync(question, timeBudget: null, progress: null, token);
        var stride = Math.Max(1, outcome.Results.Count / 20);

        foreach (var result in outcome.Results.Where((_, index) => index % stride == 0).Take(20))
        {
            var stored = await ledger.FindTrialAsync(result.Id.Value, token);
            var (_, plan) = QuestionBinder.BindStored(stored!.Curve);
            var replay = ReplayTrial.Run(stored.Curve, stored.Result, engine.Trainer(plan).Value, token);

            Assert.True(replay is { SameOutcome: true, SameDigest: true, SameClass: true }, $"{result.Trial}: {stored.Result} against {replay.Again}");
        }

        Assert.Contains(outcome.Results, result => result.Outcome == TrialOutcome.NotFitted);
        Assert.Contains(outcome.Results, result => result.Outcome == TrialOutcome.Fitted);
    }
}
