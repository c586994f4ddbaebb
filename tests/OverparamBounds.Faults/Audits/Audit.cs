namespace OverparamBounds.Faults.Audits;

/// <summary>A trial: its cell, and which of the cell's seeds.</summary>
internal readonly record struct TrialKey(string Cell, int Seed);

/// <summary>A row of the table of trials.</summary>
internal sealed record StoredTrial(TrialKey Trial, string Digest);

/// <summary>Results against plan, reference and the log of attempts.</summary>
/// <param name="Planned">Trials of the sweep.</param>
/// <param name="Lost">Planned trials without a result.</param>
/// <param name="Duplicated">Results beyond the first of a trial, counted in the table and in what workers were told was new.</param>
/// <param name="Wrong">Results, stored or logged, that differ from the serial reference, and results nobody planned.</param>
/// <param name="ReExecuted">Attempts beyond the first of a trial, ended or not.</param>
/// <param name="TrainedTwice">Of them: attempts that came to an end after another had.</param>
/// <param name="Refused">Flushes that were refused because the lease was lost.</param>
internal sealed record Audit(int Planned, int Lost, int Duplicated, int Wrong, int ReExecuted, int TrainedTwice, int Refused)
{
    public static Audit Of(IReadOnlyDictionary<TrialKey, string> reference, IReadOnlyList<StoredTrial> stored, AttemptLogs attempts)
    {
        var trials = stored.Select(row => row.Trial).ToHashSet();
        return new(
            reference.Count,
            Lost: reference.Keys.Count(trial => !trials.Contains(trial)),
            Duplicated: stored.Count - trials.Count + (int)Math.Max(0, attempts.Accepted - trials.Count),
            Wrong: stored.Count(row => !reference.TryGetValue(row.Trial, out var digest) || digest != row.Digest)
                + attempts.Ends.Count(end => !reference.TryGetValue(end.Trial, out var digest) || digest != end.Digest),
            ReExecuted: attempts.Starts.Values.Sum(count => count - 1),
            TrainedTwice: attempts.Ends.GroupBy(end => end.Trial).Sum(trial => trial.Count() - 1),
            attempts.Refused);
    }

    /// <summary>Both together.</summary>
    public Audit Plus(Audit other) => new(
        Planned + other.Planned,
        Lost + other.Lost,
        Duplicated + other.Duplicated,
        Wrong + other.Wrong,
        ReExecuted + other.ReExecuted,
        TrainedTwice + other.TrainedTwice,
        Refused + other.Refused);

    /// <summary>What must never be, where it is.</summary>
    public IEnumerable<string> Broken()
    {
        if (Lost > 0)
        {
            yield return $"{Lost} trials are lost.";
        }

        if (Duplicated > 0)
        {
            yield return $"{Duplicated} results are there twice.";
        }

        if (Wrong > 0)
        {
            yield return $"{Wrong} results are wrong.";
        }
    }
}
