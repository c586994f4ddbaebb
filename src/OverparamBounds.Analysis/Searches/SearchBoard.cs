using OverparamBounds.Analysis.Evidence;

namespace OverparamBounds.Analysis.Searches;

/// <summary>The counts of a search and what they certify: the part that carries the guarantee.</summary>
internal sealed class SearchBoard(SearchSettings settings)
{
    // ln 4: evidence at which a width below a LOW one counts as promising.
    private static readonly double s_promising = Math.Log(4);
    private readonly List<BoardWidth> _inOrder = [];
    private readonly Dictionary<int, BoardWidth> _byWidth = [];

    public SequentialEvidence Evidence { get; } = new(settings.Success);

    public ErrorAllocation Allocation { get; } = new(settings.Alpha, settings.MinWidth, settings.MaxWidth);

    /// <summary>In order of first launch.</summary>
    public IReadOnlyList<BoardWidth> Widths => _inOrder;

    public int Trainings { get; private set; }

    public double Spent { get; private set; }

    /// <summary>U, or null.</summary>
    public int? High { get; private set; }

    /// <summary>U, where none counts as one above the range.</summary>
    public int UpperEnd => High ?? (settings.MaxWidth + 1);

    /// <summary>L: the largest LOW width below U.</summary>
    public int Low { get; private set; } = settings.MinWidth - 1;

    /// <summary>
    /// L for steering. While no width is HIGH, LOWs above a promising width are ignored, lest a late drop hide the
    /// threshold below it.
    /// </summary>
    public int SteeringLow { get; private set; } = settings.MinWidth - 1;

    public int Widest { get; private set; }

    /// <summary>ln(1/a_j) of the width that would be launched next for the first time.</summary>
    public double NextThreshold => Allocation.Threshold(_inOrder.Count + 1);

    public double Ratio => UpperEnd / (Low + 1.0);

    public double SteeringRatio => UpperEnd / (SteeringLow + 1.0);

    public BoardWidth? Find(int width) => _byWidth.GetValueOrDefault(width);

    public int Trials(int width) => Find(width)?.Trials ?? 0;

    /// <summary>Takes in complete launches of widths, and returns those that are newly certified.</summary>
    public IReadOnlyList<BoardWidth> Record(SearchLaunch launch, IReadOnlyList<RunOutcome> outcomes)
    {
        var certified = new List<BoardWidth>();
        foreach (var part in launch.Parts)
        {
            var width = Find(part.Width) ?? Register(part.Width);
            var before = width.Certificate;
            var cost = settings.Cost(part.Width) / settings.StepLimit;
            foreach (var outcome in outcomes)
            {
                if (outcome.Width == part.Width)
                {
                    width.Trials++;
                    width.Fitted += outcome.Fitted ? 1 : 0;
                    Spent += cost * outcome.Steps;
                }
            }

            Trainings += part.Count;
            width.Judge(Evidence);
            if (width.Certificate != before)
            {
                certified.Add(width);
            }
        }

        Locate();
        return certified;
    }

    private BoardWidth Register(int width)
    {
        var ordinal = _inOrder.Count + 1;
        var added = new BoardWidth(width, ordinal, Allocation.Share(ordinal));
        _inOrder.Add(added);
        _byWidth.Add(width, added);
        Widest = Math.Max(Widest, width);
        return added;
    }

    private void Locate()
    {
        int? high = null;
        foreach (var width in _inOrder)
        {
            if (width.Certificate == Certificate.High && !(width.Width >= high))
            {
                high = width.Width;
            }
        }

        High = high;
        var promising = int.MaxValue;
        if (high is null)
        {
            foreach (var width in _inOrder)
            {
                if (width.Certificate != Certificate.Low && width.LogHigh >= s_promising)
                {
                    promising = Math.Min(promising, width.Width);
                }
            }
        }

        var low = settings.MinWidth - 1;
        var steeringLow = low;
        foreach (var width in _inOrder)
        {
            if (width.Certificate == Certificate.Low && width.Width < UpperEnd)
            {
                low = Math.Max(low, width.Width);
                steeringLow = width.Width < promising ? Math.Max(steeringLow, width.Width) : steeringLow;
            }
        }

        (Low, SteeringLow) = (low, steeringLow);
    }
}

/// <summary>The counts of one width.</summary>
internal sealed class BoardWidth(int width, int ordinal, double errorShare)
{
    public int Width => width;

    public double Threshold { get; } = -Math.Log(errorShare);

    public int Trials { get; set; }

    public int Fitted { get; set; }

    public double LogHigh { get; private set; }

    public double LogLow { get; private set; }

    public Certificate Certificate { get; private set; }

    public WidthState State => new(width, ordinal, errorShare, Trials, Fitted, LogHigh, LogLow, Certificate);

    public void Judge(SequentialEvidence evidence)
    {
        LogHigh = evidence.High(Fitted, Trials);
        LogLow = evidence.Low(Fitted, Trials);
        if (Certificate == Certificate.None)
        {
            Certificate = LogHigh >= Threshold
                ? Certificate.High
                : LogLow >= Threshold ? Certificate.Low : Certificate.None;
        }
    }
}
