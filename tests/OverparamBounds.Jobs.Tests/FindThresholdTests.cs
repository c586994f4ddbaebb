using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Storage;
using OverparamBounds.Testing;

namespace OverparamBounds.Jobs.Tests;

public sealed class FindThresholdTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private ILedger _ledger = null!;

    public async ValueTask InitializeAsync() =>
        _ledger = await StorageBackend.OpenAsync(_folder.File("ledger.db"), OpenMode.Create, TimeProvider.System, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _ledger.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_steep_curve_is_certified_around_its_threshold()
    {
        var outcome = await FindAsync(Question(), new SimulatedTrainer(width => width >= 23 ? 0.99 : 0.2));

        var between = Assert.IsType<ThresholdEstimate.Between>(outcome.Estimate);
        Assert.True(between.WithinRatio);
        Assert.InRange(23, between.Low, between.High);
    }

    [Fact]
    public async Task A_curve_that_never_rises_ends_above_the_grid()
    {
        var outcome = await FindAsync(Question(), new SimulatedTrainer(_ => 0.0));

        Assert.Equal(new ThresholdEstimate.AboveGrid(64), outcome.Estimate);
        Assert.False(outcome.BudgetEnded);
    }

    [Fact]
    public async Task The_same_question_again_is_answered_from_the_ledger()
    {
        var first = await FindAsync(Question(), new SimulatedTrainer(Shelf));
        var idle = new SimulatedTrainer(Shelf);

        var second = await FindAsync(Question(), idle);

        Assert.Empty(idle.Trained);
        Assert.Equal(first.Estimate, second.Estimate);
        Assert.Equal(first.Results.Select(result => result.Digest), second.Results.Select(result => result.Digest));
        Assert.Equal(second.Results.Count, second.Reused);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(33)]
    [InlineData(120)]
    public async Task An_interrupted_search_goes_on_and_ends_as_if_it_never_was(int trainings)
    {
        var broken = new SimulatedTrainer(Shelf) { InterruptAfter = trainings };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => FindAsync(Question(), broken));
        var resumed = new SimulatedTrainer(Shelf);
        var outcome = await FindAsync(Question(), resumed);

        await using var other = await StorageBackend.OpenAsync(_folder.File("other.db"), OpenMode.Create, TimeProvider.System, TestContext.Current.CancellationToken);
        var whole = new SimulatedTrainer(Shelf);
        var undisturbed = await FindAsync(Question(), whole, other);

        Assert.Equal(undisturbed.Estimate, outcome.Estimate);
        Assert.Equal(undisturbed.Results.Select(result => result.Digest), outcome.Results.Select(result => result.Digest));
        Assert.Empty(broken.Trained.Intersect(resumed.Trained));
        Assert.Equal(whole.Trained.Order(ByWidthAndSeed), broken.Trained.Concat(resumed.Trained).Order(ByWidthAndSeed));
    }

    [Fact]
    public async Task Another_level_of_the_same_curve_reuses_its_trials()
    {
        await FindAsync(Question(), new SimulatedTrainer(Shelf));

        var second = await FindAsync(Question() with { Success = 0.5 }, new SimulatedTrainer(Shelf));

        Assert.True(second.Reused > 0);
    }

    [Fact]
    public async Task When_trainings_run_out_the_answer_says_what_is_certified()
    {
        var outcome = await FindAsync(Question() with { MaxTrainings = 60 }, new SimulatedTrainer(Shelf));

        Assert.True(outcome.BudgetEnded);
        Assert.True(outcome.Results.Count <= 60);
        Assert.False(outcome.Estimate is ThresholdEstimate.Between { WithinRatio: true });
    }

    [Fact]
    public async Task A_grid_trains_every_width_with_every_seed_and_judges_them_together()
    {
        var trainer = new SimulatedTrainer(width => width >= 8 ? 1 : 0);

        var outcome = await FindAsync(Question() with { Grid = new GridSpec([4, 6, 8, 12], 60) }, trainer);

        Assert.Equal(240, trainer.Trained.Count);
        var between = Assert.IsType<ThresholdEstimate.Between>(outcome.Estimate);
        Assert.Equal((7, 8), (between.Low, between.High));
    }

    [Fact]
    public async Task The_decision_log_and_the_cells_are_kept()
    {
        var outcome = await FindAsync(Question(), new SimulatedTrainer(Shelf));
        var question = QuestionBinder.Bind(Question());

        var decisions = await _ledger.DecisionsAsync(question.Spec.Id, TestContext.Current.CancellationToken);
        var cells = await _ledger.CellsAsync(question.Spec.Id, TestContext.Current.CancellationToken);

        Assert.Equal(outcome.Launches, decisions.Count);
        Assert.Equal(
            outcome.Cells.Select(cell => (cell.Count.Width, cell.Count.Trials, cell.Count.Fitted)),
            cells.OrderBy(cell => cell.Ordinal).Select(cell => (cell.Width, cell.Trials, cell.Fitted)));
    }

    [Fact]
    public async Task The_answer_holds_cells_bounds_and_a_statement()
    {
        var question = QuestionBinder.Bind(Question());
        var outcome = await FindAsync(Question(), new SimulatedTrainer(Shelf));

        var answer = ComposeAnswer.From(question, outcome, seconds: 1, TestContext.Current.CancellationToken);

        Assert.Equal(outcome.Estimate.Status, answer.Smallest.Status);
        Assert.Equal(outcome.Results.Count, answer.Cost.Trainings);
        Assert.Equal(answer.Cells.Select(cell => cell.Width).Order(), answer.Cells.Select(cell => cell.Width));
        Assert.All(answer.Cells, cell => Assert.Equal(cell.Trials, cell.Outcomes.Fitted + cell.Outcomes.NotFitted + cell.Outcomes.Diverged));
        Assert.All(answer.Cells, cell => Assert.Equal((4 * cell.Width) + 1, cell.Parameters));
        Assert.All(answer.Bounds, bound => Assert.True(bound.Covers && bound.Comparison is not null));
        Assert.Superset(new HashSet<string> { "dof", "monotone-unit", "haeffele2017", "du2019-two-layer" }, answer.Bounds.Select(bound => bound.Id).ToHashSet());
        Assert.Equal("lift", answer.Data.Rows);
        Assert.Contains(answer.Kernels, kernel => kernel.Id == "two-layer-gram" && kernel.LambdaMin == answer.Data.LambdaMin);
        Assert.Empty(answer.Contradictions);
        Assert.Equal(2, Assert.Single(answer.References).LeastWidth);
        Assert.Contains("confidence 0.95", answer.Smallest.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_width_that_a_valid_bound_forbids_stands_out_as_a_contradiction()
    {
        // A trainer that claims to fit XOR with one monotone unit, which no parameters do.
        var question = QuestionBinder.Bind(Question());
        var outcome = await FindAsync(Question(), new SimulatedTrainer(_ => 0.999));

        var answer = ComposeAnswer.From(question, outcome, seconds: 1, TestContext.Current.CancellationToken);

        Assert.Equal(1, answer.Smallest.Width);
        Assert.Equal(2, answer.Contradictions.Count);
        Assert.Contains("fewer than 2 units cannot fit", answer.Contradictions[0], StringComparison.Ordinal);
        Assert.Contains("fewer than 2 units fits these data, by enumeration", answer.Contradictions[1], StringComparison.Ordinal);
    }

    private static Comparer<Trial> ByWidthAndSeed { get; } =
        Comparer<Trial>.Create((one, other) => (one.Width, one.SeedIndex).CompareTo((other.Width, other.SeedIndex)));

    private static double Shelf(int width) => 1 / (1 + Math.Exp(-(width - 11) / 1.5));

    private static QuestionRequest Question() => new() { Task = "xor", MaxWidth = 64 };

    private async Task<SearchOutcome> FindAsync(QuestionRequest request, ITrialTrainer trainer, ILedger? ledger = null)
    {
        var question = QuestionBinder.Bind(request);
        var find = new FindThreshold(ledger ?? _ledger, new TrainLaunch(ledger ?? _ledger, new(() => trainer)), TimeProvider.System);
        return await find.RunAsync(question, timeBudget: null, progress: null, TestContext.Current.CancellationToken);
    }
}
