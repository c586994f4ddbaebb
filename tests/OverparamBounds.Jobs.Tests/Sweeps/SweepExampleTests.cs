using NJsonSchema;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Jobs.Prices;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Jobs.Sweeps;
using OverparamBounds.Storage;
using OverparamBounds.Testing;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Tests.Sweeps;

/// <summary>Every sweep in jobs/sweeps can be used as it lies there.</summary>
public sealed class SweepExampleTests
{
    /// <summary>Expected trainings up to which an example is run in tests: a few seconds.</summary>
    private const double FewTrainings = 10_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. Examples.Files.Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_example_reads_binds_and_fits_the_schema(string name)
    {
        var path = RepositoryRoot.File("jobs", "sweeps", name);
        var schema = await JsonSchema.FromJsonAsync(SweepSchema.Text, Token);

        var sweep = Examples.BindFile(path);

        Assert.NotEmpty(sweep.Questions);
        Assert.NotEmpty(sweep.Spec.Notes);
        Assert.Equal(sweep.Spec.Questions, sweep.Questions.Select(question => question.Spec));
        Assert.Empty(schema.Validate(await AsJson.ReadAsync(path, Token)));
        Assert.Contains("sweep.schema.json", await File.ReadAllTextAsync(path, Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_small_examples_run_to_answers()
    {
        var ran = new List<string>();
        foreach (var path in Examples.Files.Where(file => Path.GetFileName(file).StartsWith("xor", StringComparison.Ordinal)))
        {
            using var folder = new TemporaryFolder();
            await using var ledger = await StorageBackend.OpenAsync(folder.File("ledger.db"), OpenMode.Create, TimeProvider.System, Token);
            var sweep = Examples.BindFile(path);
            var before = await new PriceSweep(ledger, "cpu", 1).RunAsync(sweep, Token);
            Assert.InRange(before.Trainings.Typical, 1, FewTrainings);

            foreach (var question in sweep.Questions)
            {
                var engine = EngineSettings.Parse("auto", "cpu", threads: 2);
                var outcome = await new FindThreshold(ledger, new TrainLaunch(ledger, engine.Trainer(question.Plan)), TimeProvider.System)
                    .RunAsync(question, timeBudget: null, progress: null, Token);
                Assert.InRange(outcome.Results.Count, 1, question.Spec.MaxTrainings);
                Assert.IsNotType<ThresholdEstimate.AboveGrid>(outcome.Estimate);
                ran.Add(question.Spec.Id.Value);
            }

            await CheckStoredAsync(ledger, sweep, before);
        }

        Assert.Equal(10, ran.Distinct().Count());
    }

    /// <summary>What was trained is what the price said at most, and counts as stored afterwards.</summary>
    private static async Task CheckStoredAsync(ILedger ledger, BoundSweep sweep, SweepPrice before)
    {
        var after = await new PriceSweep(ledger, "cpu", 1).RunAsync(sweep, Token);
        var status = await ledger.StatusAsync(Token);

        Assert.Equal(0, before.StoredTrials);
        Assert.Equal(status.Trials, after.StoredTrials);
        Assert.Equal(status.Cells, after.StoredCells);
        Assert.InRange(status.Trials, (long)before.Trainings.Low, (long)before.Trainings.Most);
        Assert.All(after.Questions.Where(question => question.Mode == "grid"), question => Assert.Equal(Spread.Zero, question.Remaining));
    }
}
