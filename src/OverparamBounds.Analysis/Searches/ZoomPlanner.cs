using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Searches;

/// <summary>Chooses the pair of widths whose certificates are forecast to narrow the interval most cheaply.</summary>
internal sealed class ZoomPlanner
{
    private const int FewCandidates = 40;
    private const int StepsPerOctave = 16;
    private readonly SearchSettings _settings;
    private readonly SearchBoard _board;
    private readonly SuccessModel _model;
    private readonly List<int> _lattice = [];
    private readonly List<int> _widths = [];
    private readonly List<ZoomCandidate> _candidates = [];
    private (int Low, int Upper) _marked = (-1, -1);
    private double _spentAtMark;

    public ZoomPlanner(SearchSettings settings, SearchBoard board, SuccessModel model)
    {
        (_settings, _board, _model) = (settings, board, model);
        for (var k = 0; ; k++)
        {
            var width = (int)Math.Floor((settings.MinWidth * Math.Pow(2, k / (double)StepsPerOctave)) + .5);
            if (width >= settings.MaxWidth)
            {
                break;
            }

            if (_lattice is [] || _lattice[^1] < width)
            {
                _lattice.Add(width);
            }
        }

        _lattice.Add(settings.MaxWidth);
    }

    /// <summary>
    /// Trainings that the easiest narrowing is forecast to take, in the favourable case, after a <see cref="Plan"/> that
    /// found none affordable. The expectation over all cases would end searches far too early.
    /// </summary>
    public double Forecast { get; private set; }

    /// <param name="lanes">Most trainings of the launch.</param>
    /// <param name="trainingsLeft">Bets that would take more even if they come off are not made.</param>
    /// <returns>Null where every narrowing is forecast to take more trainings than are left.</returns>
    public LaunchPlan? Plan(int lanes, int trainingsLeft)
    {
        if (_marked != (_board.SteeringLow, _board.UpperEnd))
        {
            _marked = (_board.SteeringLow, _board.UpperEnd);
            _spentAtMark = _board.Spent;
        }

        _model.Learn(_board.Widths);
        var stalled = _board.Spent - _spentAtMark > .5 * _spentAtMark;
        return (stalled ? Choose(lanes, trainingsLeft, stalled: true) : null)
            ?? Choose(lanes, trainingsLeft, stalled: false);
    }

    private LaunchPlan? Choose(int lanes, int trainingsLeft, bool stalled)
    {
        Gather(stalled);
        var targets = Targets(stalled);
        var none = new Pair(-1, -1, double.PositiveInfinity, double.PositiveInfinity);
        var best = new Pair[targets.Count];
        Array.Fill(best, none);
        var anyPair = none;
        double aimedForecast = double.PositiveInfinity, anyForecast = double.PositiveInfinity;

        var low = _board.SteeringLow;
        var upper = _board.UpperEnd;
        var upperKnown = _board.High is not null;
        for (var l = -1; l < _candidates.Count; l++)
        {
            for (var u = l + 1; u <= _candidates.Count; u++)
            {
                var isUpperEnd = u == _candidates.Count;
                var lowWidth = l < 0 ? low : _candidates[l].Width;
                if (isUpperEnd && (l < 0 || (!upperKnown && lowWidth != _settings.MaxWidth)))
                {
                    continue;
                }

                var lowPrice = l < 0 ? default : _candidates[l].Low;
                var highPrice = isUpperEnd ? default : _candidates[u].High;
                var ratio = (isUpperEnd ? upper : _candidates[u].Width) / (lowWidth + 1.0);
                var pair = new Pair(l, u, lowPrice.Cost + highPrice.Cost, lowPrice.Trainings + highPrice.Trainings);
                var target = Tightest(targets, ratio);
                if (target >= 0)
                {
                    best[target] = Better(best[target], pair, trainingsLeft);
                    aimedForecast = Math.Min(aimedForecast, pair.Trainings);
                }
                else
                {
                    anyPair = Better(anyPair, pair, trainingsLeft);
                    anyForecast = Math.Min(anyForecast, pair.Trainings);
                }
            }
        }

        // No pair meets any target only where the wanted ratio is finer than the candidates: then any narrowing will do.
        var isAimed = double.IsFinite(aimedForecast);
        Forecast = isAimed ? aimedForecast : anyForecast;
        return Pick(isAimed ? best : [anyPair]) is { } choice ? Launch(choice, lanes) : null;
    }

    // No lambda: this runs for every pair, and would allocate each time.
    private static int Tightest(List<double> targets, double ratio)
    {
        for (var k = 0; k < targets.Count; k++)
        {
            if (ratio <= targets[k] + 1e-9)
            {
                return k;
            }
        }

        return -1;
    }

    private static Pair Better(Pair held, Pair offered, int trainingsLeft) =>
        (trainingsLeft == int.MaxValue || offered.Trainings <= trainingsLeft) && offered.Cost < held.Cost ? offered : held;

    private void Gather(bool plugIn)
    {
        var low = _board.SteeringLow;
        var upper = _board.UpperEnd;
        _widths.Clear();
        if (upper - low <= FewCandidates)
        {
            _widths.AddRange(Enumerable.Range(low + 1, upper - low - 1));
        }
        else
        {
            _widths.AddRange(_lattice.Where(width => width > low && width < upper));
            if (_widths.Count < 3)
            {
                // A ratio finer than the lattice: an even spacing instead.
                _widths.AddRange(Enumerable.Range(1, FewCandidates)
                    .Select(i => low + (int)((long)(upper - low) * i / (FewCandidates + 1))));
            }
        }

        _widths.AddRange(_board.Widths.Select(width => width.Width).Where(width => width > low && width < upper));
        _widths.Sort();

        _candidates.Clear();
        foreach (var width in _widths)
        {
            // A LOW width inside the interval is one that steering ignores; more runs would tell nothing new.
            if ((_candidates is [] || _candidates[^1].Width < width) && _board.Find(width) is not { Certificate: not Certificate.None })
            {
                _candidates.Add(ZoomCandidate.At(width, _settings, _board, _model, plugIn));
            }
        }
    }

    /// <summary>Ratios to aim at, from the wanted one up to a modest narrowing of the present one.</summary>
    private List<double> Targets(bool stalled)
    {
        var ratio = _board.SteeringRatio;
        var target = stalled ? Math.Max(_settings.Ratio, Math.Sqrt(ratio)) : _settings.Ratio;
        var targets = new List<double> { target };
        var widest = Math.Pow(ratio, .8) + 1e-9;
        while (true)
        {
            // A wanted ratio of 1 would stay 1 for ever.
            target = Math.Pow(Math.Max(target, 1.001), 1.5);
            if (target > widest)
            {
                break;
            }

            targets.Add(target);
        }

        return targets;
    }

    /// <summary>The tightest target whose cheapest pair costs at most four times what was spent; else the loosest with any pair.</summary>
    private Pair? Pick(Pair[] best)
    {
        Pair? cheapest = null;
        foreach (var pair in best)
        {
            // A pair that meets a target meets all looser ones.
            if (double.IsFinite(pair.Cost) && !(cheapest is { } held && !pair.IsBefore(held)))
            {
                cheapest = pair;
            }

            if (cheapest is { } affordable && affordable.Cost <= 4 * _board.Spent)
            {
                return affordable;
            }
        }

        return cheapest;
    }

    private LaunchPlan Launch(Pair pair, int lanes)
    {
        ZoomCandidate? low = pair.Low < 0 ? null : _candidates[pair.Low];
        ZoomCandidate? high = pair.Upper == _candidates.Count ? null : _candidates[pair.Upper];
        var parts = new List<WidthLanes>();
        if (low is { } l && high is { } u)
        {
            var (lowNeed, highNeed) = (l.Low.Trainings, u.High.Trainings);
            var fit = lowNeed + highNeed <= lanes;
            var share = Math.Floor((lanes * lowNeed / (lowNeed + highNeed)) + .5);
            var lowLanes = fit ? (int)lowNeed : (int)Math.Clamp(share, lanes / 4, lanes - (lanes / 4));
            parts.Add(new(l.Width, lowLanes));
            parts.Add(new(u.Width, fit ? (int)highNeed : lanes - lowLanes));

            // A launch of one or two lanes may leave a side with none.
            parts.RemoveAll(part => part.Count == 0);
        }
        else
        {
            var need = low?.Low.Trainings ?? high?.High.Trainings ?? 0;
            parts.Add(new(low?.Width ?? high?.Width ?? 0, (int)Math.Min(lanes, Math.Max(need, 4))));
        }

        return LaunchPlan.Zoom(_settings.Success, low?.Width, high?.Width, parts);
    }

    /// <param name="Low">Index of the candidate to be LOW; -1 for L, certified already.</param>
    /// <param name="Upper">Index of the candidate to be HIGH; their count for U.</param>
    private readonly record struct Pair(int Low, int Upper, double Cost, double Trainings)
    {
        /// <summary>Cheaper, or as cheap and earlier in row order.</summary>
        public bool IsBefore(Pair other) =>
            Cost != other.Cost ? Cost < other.Cost : (Low, Upper).CompareTo((other.Low, other.Upper)) < 0;
    }
}
