using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Hosting;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Jobs.Sweeps;
using OverparamBounds.Storage;
using OverparamBounds.Testing;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Tests.Workers;

/// <summary>Sweeps through the whole of a worker process on a SQLite ledger, with engines that only pretend.</summary>
public sealed class QueueHostTests : IAsyncLifetime
{
    private const string Sweep =
        """
        name: three questions
        task: xor
        steps: 200
        optimizer: [adam, gd, 'gd(lr=0.1)']
        search: { widths: 1..32, lanes: 64 }
        """;

    private readonly TemporaryFolder _folder = new();
    private ILedger _ledger = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _ledger = await OpenAsync("ledger.db");

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    public async Task A_sweep_by_workers_gives_the_answers_and_digests_of_find(bool usesHangfire, int slots)
    {
        var bound = await SubmitAsync(Sweep);
        await using var alone = await OpenAsync("alone.db");

        await using (await StartAsync(new Trainers(Shelf), usesHangfire, slots))
        {
            await UntilAsync(SweepState.Finished);
        }

        foreach (var question in bound.Questions)
        {
            var find = new FindThreshold(alone, new(alone, new Lazy<ITrialTrainer>(() => new SimulatedTrainer(Shelf))), TimeProvider.System);
            var outcome = await find.RunAsync(question, timeBudget: null, progress: null, Token);
            var id = question.Spec.Id;
            Assert.Equal(outcome.Estimate.Status, (await _ledger.FindQuestionAsync(id.Value, Token))!.Status);
            Assert.Equal(await alone.CellsAsync(id, Token), await _ledger.CellsAsync(id, Token));
            Assert.Equal(await alone.DecisionsAsync(id, Token), await _ledger.DecisionsAsync(id, Token));
            Assert.Equal(await DigestsAsync(alone, id), await DigestsAsync(_ledger, id));
        }
    }

    [Fact]
    public async Task A_grid_is_answered_without_the_trial_that_always_fails_and_with_it_once_that_is_mended()
    {
        var bound = await SubmitAsync("{ name: g, task: xor, steps: 200, optimizer: [adam, gd], grid: { widths: [4, 8], seeds: 40 } }");
        var (bad, good) = (bound.Questions[0].Spec, bound.Questions[1].Spec);
        var trainers = new Trainers(Shelf) { Fails = (curve, trial) => curve == bad.Curve && trial == new Trial(8, 13) };

        await using (await StartAsync(trainers, usesHangfire: false, slots: 2))
        {
            await UntilAsync(SweepState.Failed);
        }

        // Twice with others, then alone until it is left alone; nobody else is missing.
        Assert.Equal(QueueTimes.SplitCrashes + QueueTimes.MostCrashes, trainers.Failures);
        Assert.Equal([40, 39], (await _ledger.CellsAsync(bad.Id, Token)).Select(cell => cell.Trials));
        Assert.Equal([40, 40], (await _ledger.CellsAsync(good.Id, Token)).Select(cell => cell.Trials));
        var asked = await _ledger.Queue.QuestionsAsync(bound.Spec.Id, Token);
        Assert.Contains("no luck with 13", asked[0].Problem, StringComparison.Ordinal);
        Assert.Null(asked[1].Problem);

        await _ledger.Queue.ChangeAsync(bound.Spec.Id, SweepCommand.Retry, Token);
        await using (await StartAsync(new Trainers(Shelf), usesHangfire: false, slots: 2))
        {
            await UntilAsync(SweepState.Finished);
        }

        Assert.Equal([40, 40], (await _ledger.CellsAsync(bad.Id, Token)).Select(cell => cell.Trials));
    }

    [Fact]
    public async Task A_search_does_not_go_on_without_a_trial_and_the_others_do()
    {
        var bound = await SubmitAsync(Sweep.Replace(", 'gd(lr=0.1)'", string.Empty, StringComparison.Ordinal));
        var bad = bound.Questions[0].Spec;
        var trainers = new Trainers(Shelf) { Fails = (curve, trial) => curve == bad.Curve && trial.SeedIndex == 2 };

        await using (await StartAsync(trainers, usesHangfire: false, slots: 2))
        {
            await UntilAsync(SweepState.Failed);
        }

        var asked = await _ledger.Queue.QuestionsAsync(bound.Spec.Id, Token);
        Assert.Equal("failed", asked[0].Status);
        Assert.Contains("seed 2 at width", asked[0].Problem, StringComparison.Ordinal);
        Assert.Equal("certified", asked[1].Status);

        await _ledger.Queue.ChangeAsync(bound.Spec.Id, SweepCommand.Retry, Token);
        await using (await StartAsync(new Trainers(Shelf), usesHangfire: false, slots: 2))
        {
            await UntilAsync(SweepState.Finished);
        }

        Assert.All(await _ledger.Queue.QuestionsAsync(bound.Spec.Id, Token), question => Assert.Equal("certified", question.Status));
    }

    [Theory]
    [InlineData(SweepCommand.Cancel, SweepState.Cancelled)]
    [InlineData(SweepCommand.Stop, SweepState.Stopped)]
    public async Task A_sweep_that_is_ended_early_drops_what_is_being_trained_and_can_be_taken_up_again(SweepCommand command, SweepState state)
    {
        var bound = await SubmitAsync("{ name: one, task: xor, steps: 200, search: { widths: 1..32, lanes: 64 } }");
        using var training = new SemaphoreSlim(0);
        var trainers = new Trainers(Shelf)
        {
            Waits = token =>
        {
            training.Release();
            token.WaitHandle.WaitOne();
        }
        };

        await using (await StartAsync(trainers, usesHangfire: false, slots: 1))
        {
            await training.WaitAsync(Token);
            await _ledger.Queue.ChangeAsync(bound.Spec.Id, command, Token);
            await UntilAsync(state);
        }

        Assert.Equal(0, (await _ledger.StatusAsync(Token)).Trials);
        await _ledger.Queue.ChangeAsync(bound.Spec.Id, SweepCommand.Retry, Token);
        await using (await StartAsync(new Trainers(Shelf), usesHangfire: false, slots: 1))
        {
            await UntilAsync(SweepState.Finished);
        }

        Assert.Equal("certified", Assert.Single(await _ledger.Queue.QuestionsAsync(bound.Spec.Id, Token)).Status);
    }

    [Fact]
    public async Task A_paused_sweep_is_left_where_it_is_until_it_is_resumed()
    {
        var bound = await SubmitAsync("{ name: one, task: xor, steps: 200, search: { widths: 1..32, lanes: 64 } }");
        await _ledger.Queue.ChangeAsync(bound.Spec.Id, SweepCommand.Pause, Token);
        var other = await SubmitAsync("{ name: two, task: xor, steps: 300, search: { widths: 1..32, lanes: 64 } }");

        await using (await StartAsync(new Trainers(Shelf), usesHangfire: false, slots: 2))
        {
            await UntilAsync(SweepState.Finished, other.Spec.Id);
            Assert.Equal("open", Assert.Single(await _ledger.Queue.QuestionsAsync(bound.Spec.Id, Token)).Status);

            await _ledger.Queue.ChangeAsync(bound.Spec.Id, SweepCommand.Resume, Token);
            await UntilAsync(SweepState.Finished, bound.Spec.Id);
        }
    }

    private static double Shelf(int width) => width switch
    {
        < 4 => 0.1,
        < 7 => 0.75,
        _ => 0.99,
    };

    private async Task<BoundSweep> SubmitAsync(string yaml)
    {
        var request = SweepText.Parse(System.Text.Encoding.UTF8.GetBytes(yaml), "sweep.yaml");
        var bound = SweepBinder.Bind(request, Token);
        await new SubmitSweep(_ledger).RunAsync(request, bound, "cpu", Token);
        return bound;
    }

    private async Task<Running> StartAsync(Trainers trainers, bool usesHangfire, int slots)
    {
        var settings = new HostSettings(_folder.File("ledger.db"), new(EngineSettings.Parse("lanes", "cpu", threads: 1), slots))
        {
            UsesHangfire = usesHangfire,
            Verbosity = LogLevel.Critical,
            Engines = trainers.Make,
        };
        return new(await QueueHost.StartAsync(_ledger, settings, Token));
    }

    /// <summary>Waits for the (only) sweep to come to a state.</summary>
    private async Task UntilAsync(SweepState state, SweepId? sweep = null)
    {
        while (true)
        {
            var sweeps = await _ledger.Queue.SweepsAsync(Token);
            if (sweeps.First(queued => sweep is null || queued.Id == sweep).State == state)
            {
                return;
            }

            await Task.Delay(20, Token);
        }
    }

    private Task<ILedger> OpenAsync(string file) =>
        StorageBackend.OpenAsync(_folder.File(file), OpenMode.Create, TimeProvider.System, Token);

    private static async Task<IEnumerable<string>> DigestsAsync(ILedger ledger, QuestionId question) =>
        (await ledger.TrialsAsync(question, 0, 100_000, Token)).Select(trial => $"{trial.Id} {trial.Digest}");

    /// <summary>Makes engines that pretend, some of which fail or wait.</summary>
    private sealed class Trainers(Func<int, double> success)
    {
        private readonly ConcurrentQueue<Trial> _failures = new();

        public Func<CurveSpec, Trial, bool> Fails { get; init; } = (_, _) => false;

        public Action<CancellationToken>? Waits { get; init; }

        public int Failures => _failures.Count;

        public ITrialTrainer Make(TrainingPlan plan) => new Failing(this, new SimulatedTrainer(success) { BeforePart = Waits });

        private sealed class Failing(Trainers trainers, SimulatedTrainer engine) : ITrialTrainer
        {
            public void Train(
                TrialBlock block, Action<IReadOnlyList<TrialResult>> save, IProgress<TrainingProgress>? progress, CancellationToken cancellationToken)
            {
                foreach (var trial in block.Trials.Where(trial => trainers.Fails(block.Curve, trial)))
                {
                    trainers._failures.Enqueue(trial);
                    throw new InvalidOperationException($"no luck with {trial.SeedIndex}");
                }

                engine.Train(block, save, progress, cancellationToken);
            }
        }
    }

    private sealed class Running(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync(CancellationToken.None);
            host.Dispose();
        }
    }
}
