using OverparamBounds.Core.Ledger;
using OverparamBounds.Jobs.Prices;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Storage;
using OverparamBounds.Testing;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Tests.Sweeps;

public sealed class PriceSweepTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_grid_has_an_exact_number_of_trainings()
    {
        var price = await PriceAsync("name: a\ntask: xor\nseed: [0, 1]\ngrid: {widths: [2, 3, 4], seeds: 7}\n");

        Assert.Equal(Spread.Exactly(42), price.Trainings);
        Assert.Equal(Spread.Exactly(42.0 * PriceRules.BytesPerTrial), price.DiskBytes);
        Assert.Equal((0, 0), (price.StoredTrials, price.StoredCells));
    }

    [Fact]
    public async Task Levels_asked_of_one_grid_share_its_trainings()
    {
        var one = await PriceAsync("name: a\ntask: xor\ngrid: {widths: [2, 3], seeds: 5}\n");
        var three = await PriceAsync("name: a\ntask: xor\ngrid: {widths: [2, 3], seeds: 5, success: [0.5, 0.9, 0.99]}\n");

        Assert.Equal(3, three.Questions.Count);
        Assert.Equal(one.Trainings, three.Trainings);
        Assert.Equal(one.CoreMinutes, three.CoreMinutes);
    }

    [Theory]
    [InlineData("success: 0.9", 104, 1000, 20_000)]
    [InlineData("success: 0.5", 104, 400, 20_000)]
    [InlineData("success: 0.99", 104, 10_000, 20_000)]
    [InlineData("success: 0.9, widths: 1..64", 56, 1000, 20_000)]
    [InlineData("success: 0.9, budget: 500", 104, 500, 500)]
    [InlineData("success: 0.9, budget: 50", 50, 50, 50)]
    public async Task A_search_is_priced_by_the_documented_rule(string search, double low, double typical, double most)
    {
        var price = await PriceAsync($"name: a\ntask: xor\nsearch: {{{search}}}\n");

        // The rule takes 100/(1 - p), whose rounding is below a millionth of a training.
        Assert.Equal(low, price.Trainings.Low);
        Assert.Equal(typical, price.Trainings.Typical, 1e-6);
        Assert.Equal(most, price.Trainings.Most);
    }

    [Fact]
    public async Task Minutes_rise_within_the_range_and_with_steps()
    {
        var shorter = await PriceAsync("name: a\ntask: sphere(50,10)\nsteps: 1000\nsearch: {}\n");
        var longer = await PriceAsync("name: a\ntask: sphere(50,10)\nsteps: 2000\nsearch: {}\n");

        Assert.True(shorter.CoreMinutes is { Low: > 0 } minutes && minutes.Low <= minutes.Typical && minutes.Typical <= minutes.Most);

        // Exact but for the rounding of a product.
        Assert.Equal(2 * shorter.CoreMinutes!.Most, longer.CoreMinutes!.Most, 1e-9 * longer.CoreMinutes.Most);
    }

    [Fact]
    public async Task Minutes_of_a_device_without_a_measured_speed_are_not_made_up()
    {
        var sweep = Examples.Bind("name: a\ntask: xor\nsearch: {}\n");

        var price = await new PriceSweep(ledger: null, "cuda:0", 1).RunAsync(sweep, Token);

        Assert.Null(price.CoreMinutes);
        Assert.Null(price.GpuMinutes);
        Assert.Contains(price.Notes, note => note.Contains("cuda:0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_the_ledger_holds_need_not_be_trained()
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await StorageBackend.OpenAsync(folder.File("ledger.db"), OpenMode.Create, TimeProvider.System, Token);
        var stored = Examples.Bind("name: a\ntask: xor\ngrid: {widths: [2, 3], seeds: 5}\n");
        await RunAsync(ledger, stored.Questions[0]);
        var wider = Examples.Bind("name: a\ntask: xor\ngrid: {widths: [3, 4], seeds: 20}\n");
        var shorter = Examples.Bind("name: a\ntask: xor\ngrid: {widths: [2, 3], seeds: 3}\n");

        var (same, more, less) = (await PriceAsync(stored, ledger), await PriceAsync(wider, ledger), await PriceAsync(shorter, ledger));

        Assert.Equal((10, 2, Spread.Zero, Spread.Zero), (same.StoredTrials, same.StoredCells, same.Remaining, same.CoreMinutes));
        Assert.Equal((5, 1, Spread.Exactly(35)), (more.StoredTrials, more.StoredCells, more.Remaining));
        Assert.Equal((6, 2, Spread.Zero), (less.StoredTrials, less.StoredCells, less.Remaining));
    }

    [Fact]
    public async Task A_settled_search_costs_nothing_again()
    {
        using var folder = new TemporaryFolder();
        await using var ledger = await StorageBackend.OpenAsync(folder.File("ledger.db"), OpenMode.Create, TimeProvider.System, Token);
        var sweep = Examples.Bind("name: a\ntask: xor\nsearch: {success: 0.5, widths: 1..64}\n");
        await RunAsync(ledger, sweep.Questions[0]);
        var open = await PriceAsync(sweep, ledger);
        await ledger.SaveAnswerAsync(sweep.Questions[0].Spec.Id, "certified", "{}", Token);

        var settled = await PriceAsync(sweep, ledger);

        Assert.Equal(20_000, open.Remaining.Most);
        Assert.True(settled.Questions[0].IsAnswered);
        Assert.Equal((Spread.Zero, Spread.Zero), (settled.Remaining, settled.CoreMinutes));
    }

    private static Task<SweepPrice> PriceAsync(string text) => PriceAsync(Examples.Bind(text), ledger: null);

    private static Task<SweepPrice> PriceAsync(Jobs.Sweeps.BoundSweep sweep, ILedger? ledger) => new PriceSweep(ledger, "cpu", 1).RunAsync(sweep, Token);

    private static async Task RunAsync(ILedger ledger, Questions.Question question)
    {
        var engine = EngineSettings.Parse("auto", "cpu", threads: 1);
        await new FindThreshold(ledger, new TrainLaunch(ledger, engine.Trainer(question.Plan)), TimeProvider.System)
            .RunAsync(question, timeBudget: null, progress: null, Token);
    }
}
