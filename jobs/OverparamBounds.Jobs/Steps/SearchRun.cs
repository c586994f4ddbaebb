using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;

namespace OverparamBounds.Jobs.Steps;

/// <summary>
/// A question being answered, as a deterministic machine without I/O: ask for a launch, have it run by whomever, record
/// what came of it, until there is none. The same trials give the same launches, so it can be taken up anywhere.
/// </summary>
public abstract class SearchRun
{
    private readonly List<TrialResult> _results = [];

    private SearchRun(Question question) => Question = question;

    public Question Question { get; }

    /// <summary>All results recorded so far.</summary>
    public IReadOnlyList<TrialResult> Results => _results;

    /// <summary>Of them: stored before.</summary>
    public int Reused { get; private set; }

    /// <summary>The decision log, a JSON text a launch; a grid decides nothing.</summary>
    public virtual IReadOnlyList<string> Decisions => [];

    /// <summary>All launches, where they are known beforehand and can be run in any order; none in an adaptive search.</summary>
    public virtual IReadOnlyList<SearchLaunch> Launches => [];

    /// <summary>Whether all launches are known beforehand.</summary>
    public abstract bool IsFixed { get; }

    public static SearchRun Start(Question question) =>
        question.Spec.Grid is { } grid ? new OnGrid(question, grid) : new Adaptive(question);

    /// <summary>The next launch, the same one until it is recorded; null once there is none.</summary>
    public abstract SearchLaunch? Next();

    /// <summary>Takes in a launch. An adaptive search takes complete ones alone; a width of a grid that lacks some certifies nothing.</summary>
    public void Record(SearchLaunch launch, LaunchResults done)
    {
        Take(launch, done);
        _results.AddRange(done.Results);
        Reused += done.Reused;
    }

    /// <summary>Ends the search with what is known.</summary>
    public abstract void StopForTime();

    public abstract SearchOutcome Outcome();

    /// <summary>Where the search stands, for display.</summary>
    /// <param name="netSteps">Network-steps of the launch so far.</param>
    public abstract FindProgress Progress(SearchLaunch launch, long netSteps);

    protected abstract void Take(SearchLaunch launch, LaunchResults done);

    private FindProgress Progress(SearchLaunch launch, long netSteps, int trainings, int maxTrainings, int low, int? high) => new(
        launch, trainings, maxTrainings, _results.Count - Reused, _results.Sum(result => (long)result.Steps) + netSteps, low, high);

    private sealed class Adaptive : SearchRun
    {
        private readonly BracketSearch _search;

        public Adaptive(Question question)
            : base(question)
        {
            var spec = question.Spec;
            _search = new(new(
                spec.Success,
                1 - spec.Confidence,
                spec.Ratio,
                spec.MinWidth,
                spec.MaxWidth,
                spec.Lanes,
                spec.MaxTrainings,
                spec.Curve.Steps,
                width => TrainingCost.Of(question, width))
            { Sentinels = true });
        }

        public override IReadOnlyList<string> Decisions => [.. _search.Decisions.Select(decision => decision.Write())];

        public override bool IsFixed => false;

        public override SearchLaunch? Next() => _search.Next();

        public override void StopForTime() => _search.StopForTime();

        public override FindProgress Progress(SearchLaunch launch, long netSteps) =>
            Progress(launch, netSteps, _search.Trainings, _search.Settings.MaxTrainings, _search.Low, _search.High);

        public override SearchOutcome Outcome() => new(
            _search.Estimate(),
            _search.StopText ?? string.Empty,
            [.. _search.Widths.Select(width => new SearchedCell(
                new(width.Width, width.Trials, width.Fitted),
                width.Certificate,
                SequenceBounds.TwoSided(width.Fitted, width.Trials, 1 - Question.Spec.Confidence)))],
            Results,
            _search.Remarks(),
            _search.Decisions.Count,
            Reused,
            _search.Stop is StopReason.TrainingsSpent or StopReason.ForecastAboveBudget or StopReason.TimeSpent);

        protected override void Take(SearchLaunch launch, LaunchResults done) =>
            _search.Record(launch, [.. done.Results.Select(result => new RunOutcome(
                result.Trial.Width, result.Outcome == TrialOutcome.Fitted, result.Steps))]);
    }

    private sealed class OnGrid : SearchRun
    {
        private readonly GridSearch _search;
        private readonly IReadOnlyList<SearchLaunch> _launches;
        private int _recorded;
        private bool _stopped;
        private bool _partial;

        public OnGrid(Question question, GridSpec grid)
            : base(question)
        {
            var spec = question.Spec;
            _search = new(new(spec.Success, 1 - spec.Confidence, spec.Ratio, spec.MinWidth, grid.Widths, grid.Seeds));
            _launches =
            [
                .. _search.Parts.Select((part, place) =>
                    new SearchLaunch(place + 1, "grid", $"Training the grid at width {part.Width}.", [part])),
            ];
        }

        public override IReadOnlyList<SearchLaunch> Launches => _launches;

        public override bool IsFixed => true;

        public override SearchLaunch? Next() => _stopped || _recorded == _launches.Count ? null : _launches[_recorded];

        public override void StopForTime() => _stopped = true;

        public override FindProgress Progress(SearchLaunch launch, long netSteps) =>
            Progress(launch, netSteps, Results.Count, Question.Spec.MaxTrainings, low: 0, high: null);

        public override SearchOutcome Outcome()
        {
            var outcome = _search.Judge([.. Results.GroupBy(result => result.Trial.Width).Select(Count)]);
            return new(
                outcome.Estimate,
                _stopped ? "The time was up." : _partial ? "The grid is complete but for trainings that crashed their worker." : "The grid is complete.",
                [.. outcome.Cells.Select(cell => new SearchedCell(cell.Count, cell.Certificate, new(cell.Lower, cell.Upper)))],
                Results,
                [],
                _recorded,
                Reused,
                BudgetEnded: _stopped);
        }

        protected override void Take(SearchLaunch launch, LaunchResults done)
        {
            _partial |= done.Results.Count < launch.Trainings;
            _recorded++;
        }

        private static WidthCount Count(IGrouping<int, TrialResult> cell) =>
            new(cell.Key, cell.Count(), cell.Count(result => result.Outcome == TrialOutcome.Fitted));
    }
}
