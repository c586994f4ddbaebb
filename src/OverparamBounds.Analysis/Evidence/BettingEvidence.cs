namespace OverparamBounds.Analysis.Evidence;

/// <summary>
/// Evidence about one success probability from its runs in ladder order: each run is bet on at the odds that the runs
/// before it suggest (Waudby-Smith and Ramdas). Unlike <see cref="SequentialEvidence"/> it depends on the order, and
/// products over widths stay martingales.
/// </summary>
/// <param name="success">p0.</param>
public sealed class BettingEvidence(double success)
{
    public int Trials { get; private set; }

    public int Fitted { get; private set; }

    /// <summary>ln E+: log evidence against f &lt;= p0.</summary>
    public double LogHigh { get; private set; }

    /// <summary>ln E-: log evidence against f &gt;= p0.</summary>
    public double LogLow { get; private set; }

    /// <summary>Takes in the next run of the ladder.</summary>
    public void Add(bool fitted)
    {
        var guess = (Fitted + success) / (Trials + 1);
        LogHigh += Gain(Math.Max(guess, success), fitted);
        LogLow += Gain(Math.Min(guess, success), fitted);
        Trials++;
        Fitted += fitted ? 1 : 0;
    }

    private double Gain(double bet, bool fitted) =>
        fitted ? Math.Log(bet / success) : Math.Log((1 - bet) / (1 - success));
}
