using System.Globalization;
using OverparamBounds.Analysis.Estimates;
using OverparamBounds.Analysis.Evidence;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Analysis.Searches;

/// <summary>
/// Searches the smallest width that trains. A deterministic machine without I/O: ask for a launch, run it completely,
/// record what came of it, until it stops. With probability at least 1 - alpha every certificate it ever issues is true,
/// whatever the curve's shape and whenever the caller ends it; a model of the curve decides only what to run next.
/// </summary>
public sealed class BracketSearch
{
    private readonly SearchSettings _settings;
    private readonly SearchBoard _board;
    private readonly AscentPlanner _ascent;
    private readonly ZoomPlanner _zoom;
    private readonly SentinelPlanner _sentinel;
    private readonly List<SearchDecision> _decisions = [];
    private SearchLaunch? _pending;
    private double _forecast;

    /// <exception cref="RequestException">Something is wrong with the settings.</exception>
    public BracketSearch(SearchSettings settings)
    {
        settings.Check();
        _settings = settings;
        _board = new(settings);
        var model = new SuccessModel(settings.Success, settings.MinWidth, settings.MaxWidth);
        _ascent = new(settings, _board);
        _zoom = new(settings, _board, model);
        _sentinel = new(settings, _board, model);
    }

    public SearchSettings Settings => _settings;

    /// <summary>Null while the search goes on.</summary>
    public StopReason? Stop { get; private set; }

    /// <summary>Why the search ended, in a sentence; null while it goes on.</summary>
    public string? StopText => Stop switch
    {
        null => null,
        StopReason.RatioReached => string.Create(
            CultureInfo.InvariantCulture,
            $"The interval is as narrow as asked: {_board.UpperEnd}/{_board.Low + 1} is at most {SpecText.Number(_settings.Ratio)}."),
        StopReason.NotReached => string.Create(
            CultureInfo.InvariantCulture,
            $"The widest width, {_settings.MaxWidth}, is certified to fall short, and no width is certified to reach the level."),
        StopReason.TrainingsSpent => string.Create(
            CultureInfo.InvariantCulture,
            $"All {_settings.MaxTrainings} trainings are spent."),
        StopReason.ForecastAboveBudget => string.Create(
            CultureInfo.InvariantCulture,
            $"A narrower interval is forecast to take at least {ForecastText} more trainings, and {_settings.MaxTrainings - _board.Trainings} are left."),
        _ => "The time was up.",
    };

    /// <summary>In order of first launch.</summary>
    public IReadOnlyList<WidthState> Widths => [.. _board.Widths.Select(width => width.State)];

    /// <summary>L: the largest width certified to fall short below <see cref="High"/>; one below the range if none is.</summary>
    public int Low => _board.Low;

    /// <summary>U: the smallest width certified to reach the level.</summary>
    public int? High => _board.High;

    /// <summary>U/(L+1), where no U counts as one above the range.</summary>
    public double Ratio => _board.Ratio;

    /// <summary>Cost so far, in the unit of the settings' cost: full length times the share of steps trained.</summary>
    public double Spent => _board.Spent;

    public int Trainings => _board.Trainings;

    /// <summary>One entry a recorded launch.</summary>
    public IReadOnlyList<SearchDecision> Decisions => _decisions;

    private string ForecastText => double.IsFinite(_forecast) && _forecast < 1e9
        ? Math.Ceiling(_forecast).ToString("0", CultureInfo.InvariantCulture)
        : "a thousand million";

    /// <summary>The next launch, the same one until it is recorded; null once the search has stopped.</summary>
    public SearchLaunch? Next()
    {
        if (_pending is null && Stop is null && Plan() is { } plan)
        {
            _pending = new(
                _decisions.Count + 1,
                plan.Phase,
                plan.Reason,
                [.. plan.Lanes.Select(part => new LaunchPart(part.Width, _board.Trials(part.Width), part.Count))]);
        }

        return _pending;
    }

    /// <summary>Takes in a complete launch: an outcome for each of its trainings, in any order.</summary>
    public void Record(SearchLaunch launch, IReadOnlyList<RunOutcome> outcomes)
    {
        Check(launch, outcomes);
        var certified = _board.Record(launch, outcomes);
        _pending = null;
        _decisions.Add(new(
            launch.Number,
            launch.Phase,
            launch.Reason,
            [.. launch.Parts.Select(part => new DecisionPart(
                part.Width, part.FirstSeed, part.Count, outcomes.Count(outcome => outcome.Width == part.Width && outcome.Fitted)))],
            _board.Low,
            _board.High,
            _board.Spent,
            _board.Trainings,
            [.. certified.Select(width => new NewCertificate(width.Width, width.Certificate.Name()))]));
    }

    /// <summary>Ends the search because the caller's time is up; a launch that was not recorded is forgotten.</summary>
    public void StopForTime()
    {
        _pending = null;
        Stop ??= StopReason.TimeSpent;
    }

    /// <summary>What is known so far. Valid at any moment.</summary>
    public ThresholdEstimate Estimate()
    {
        if (_board.High is { } high)
        {
            var counts = _board.Widths.Select(width => new WidthCount(width.Width, width.Trials, width.Fitted));
            return new ThresholdEstimate.Between(
                _board.Low + 1,
                high,
                ThresholdPoint.Estimate([.. counts], _settings.Success, _board.Low, high),
                WithinRatio: IsNarrow);
        }

        return _board.Low == _settings.MaxWidth
            ? new ThresholdEstimate.AboveGrid(_settings.MaxWidth)
            : new ThresholdEstimate.Undecided(_board.Low + 1);
    }

    /// <summary>
    /// A bracket for the weaker claim that only needs f(High) >= p0 - margin and f(Low) &lt; p0 + margin: where a curve
    /// runs along p0 it is narrower. Free: the same counts, and no more alpha.
    /// </summary>
    public RelaxedBracket Relax(double margin)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(margin);
        var forHigh = new SequentialEvidence(_settings.Success - margin);
        var forLow = new SequentialEvidence(_settings.Success + margin);
        int? high = _board.High;
        foreach (var width in _board.Widths)
        {
            if (!(width.Width >= high) && forHigh.High(width.Fitted, width.Trials) >= width.Threshold)
            {
                high = width.Width;
            }
        }

        var low = _settings.MinWidth - 1;
        foreach (var width in _board.Widths)
        {
            if (width.Width > low && !(width.Width >= high)
                && (width.Certificate == Certificate.Low || forLow.Low(width.Fitted, width.Trials) >= width.Threshold))
            {
                low = width.Width;
            }
        }

        return new(margin, low, high);
    }

    /// <summary>What a careful reader of the estimate must know besides.</summary>
    public IReadOnlyList<string> Remarks()
    {
        var shape = CertifiedShape.Of(Widths);
        var remarks = new List<string>();
        if (shape.Text(_settings.Success) is { } text)
        {
            remarks.Add(text);
        }

        // LOW widths wider than these made the search look elsewhere; on a curve that falls again they may reach the level.
        var doubtful = Widths
            .Where(width => width.Width < _board.Low && width.Certificate == Certificate.None
                && width.Fitted >= _settings.Success * width.Trials)
            .OrderBy(width => width.Width)
            .ToList();
        if (doubtful is not [])
        {
            remarks.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"Undecided below {_board.Low}, which is certified to fall short: {string.Join(", ", doubtful.Select(width => $"{width.Fitted} of {width.Trials} fitted at {width.Width}"))}. If such a width reached the level, success would fall again with width."));
        }

        if (_board.High is { } high)
        {
            var above = Widths.Where(width => width.Width > high).OrderBy(width => width.Width).ToList();
            if (above is [] && high < _settings.MaxWidth)
            {
                remarks.Add(string.Create(CultureInfo.InvariantCulture, $"Above {high} untested."));
            }
            else if (above is not [] && above.All(width => width.Certificate == Certificate.None))
            {
                remarks.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Above {high} nothing is certified; {string.Join(", ", above.Select(width => $"{width.Fitted} of {width.Trials} fitted at {width.Width}"))}."));
            }
        }
        else if (_board.Low == _settings.MaxWidth)
        {
            var lows = Widths.Where(width => width.Certificate == Certificate.Low).Select(width => width.Width).Order();
            remarks.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"f({_settings.MaxWidth}) < {SpecText.Number(_settings.Success)} is certified; if success crosses the level only once, no width up to {_settings.MaxWidth} reaches it. Certified to fall short: {string.Join(", ", lows)}."));
        }

        return remarks;
    }

    private bool IsNarrow => _board.High is not null && _board.Ratio <= _settings.Ratio + 1e-9;

    private LaunchPlan? Plan()
    {
        var left = _settings.MaxTrainings - _board.Trainings;
        var lanes = Math.Min(_settings.Lanes, left);
        if (IsNarrow)
        {
            var look = _settings.Sentinels && lanes > 0 ? _sentinel.Plan(lanes) : null;
            return look ?? End(StopReason.RatioReached);
        }

        if (_board.High is null && _board.SteeringLow == _settings.MaxWidth)
        {
            return End(StopReason.NotReached);
        }

        if (left <= 0)
        {
            return End(StopReason.TrainingsSpent);
        }

        if (_ascent.Applies)
        {
            return _ascent.Plan(lanes);
        }

        // Early forecasts rest on little: only in the second half of the budget may they rule bets out and end the search.
        var isEarly = _board.Trainings < left;
        if (_zoom.Plan(lanes, isEarly ? int.MaxValue : left) is { } plan)
        {
            return plan;
        }

        // Nothing to be narrowed for the money, but wider networks are still untried: any upper end beats none.
        if (_ascent.CanWiden)
        {
            return _ascent.Plan(lanes);
        }

        _forecast = _zoom.Forecast;
        return End(StopReason.ForecastAboveBudget);
    }

    private LaunchPlan? End(StopReason reason)
    {
        Stop = reason;
        return null;
    }

    private void Check(SearchLaunch launch, IReadOnlyList<RunOutcome> outcomes)
    {
        if (_pending is null || !ReferenceEquals(launch, _pending))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Launch {launch.Number} is not the one that the search waits for ({_pending?.Number.ToString(CultureInfo.InvariantCulture) ?? "none"}). Record what Next returned."));
        }

        foreach (var part in launch.Parts)
        {
            var reported = outcomes.Count(outcome => outcome.Width == part.Width);
            if (reported != part.Count)
            {
                throw new ArgumentException(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Launch {launch.Number} asked for {part.Count} trainings at width {part.Width} and got {reported}. Only complete launches may be looked at."), nameof(outcomes));
            }
        }

        if (outcomes.Count != launch.Trainings)
        {
            throw new ArgumentException($"Launch {launch.Number} got outcomes of widths that it did not ask for.", nameof(outcomes));
        }

        if (outcomes.FirstOrDefault(outcome => outcome.Steps < 0 || outcome.Steps > _settings.StepLimit) is { } odd)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"A training at width {odd.Width} reports {odd.Steps} steps; the limit is {_settings.StepLimit}."), nameof(outcomes));
        }
    }
}

/// <summary>An interval for a claim weakened by a margin.</summary>
/// <param name="Low">f is certified to be below p0 + margin here; one below the range if nowhere.</param>
/// <param name="High">f is certified to be at least p0 - margin here.</param>
public sealed record RelaxedBracket(double Margin, int Low, int? High);
