using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Storage;
using OverparamBounds.Testing;

namespace OverparamBounds.Jobs.Tests;

public sealed class TrainLaunchTests
{
    [Fact]
    public async Task When_results_cannot_be_stored_the_training_is_ended_and_the_error_comes_through()
    {
        var token = TestContext.Current.CancellationToken;
        using var folder = new TemporaryFolder();
        await using var ledger = await StorageBackend.OpenAsync(folder.File("ledger.db"), OpenMode.Create, TimeProvider.System, token);
        var question = QuestionBinder.Bind(new() { Task = "xor", MaxWidth = 64 });
        var parts = 0;
        var cancelled = false;
        var trainer = new SimulatedTrainer(_ => 1)
        {
            // The second part waits for the failed save to cancel the launch; half a minute is for a test that fails.
            BeforePart = cancellation => cancelled = parts++ > 0 && cancellation.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)),
        };
        var launch = new TrainLaunch(FullLedger.Over(ledger), new(() => trainer));

        await Assert.ThrowsAsync<IOException>(() => launch.RunAsync(question.Spec.Curve, [new(4, 0, 1000)], progress: null, token));

        Assert.True(cancelled);
        Assert.Equal(5, trainer.Trained.Count);
    }
}
