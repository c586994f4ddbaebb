namespace OverparamBounds.Core.Trials;

public enum TrialOutcome
{
    /// <summary>The criterion held at some test within the budget.</summary>
    Fitted,

    /// <summary>The budget ended first.</summary>
    NotFitted,

    /// <summary>An output became infinite or NaN. Counts as a failure.</summary>
    Diverged,
}

/// <summary>Names of outcomes in the database and in JSON.</summary>
public static class TrialOutcomeNames
{
    public static string Name(this TrialOutcome outcome) => outcome switch
    {
        TrialOutcome.Fitted => "fitted",
        TrialOutcome.NotFitted => "notFitted",
        _ => "diverged",
    };

    public static TrialOutcome Parse(string name) =>
        Enum.GetValues<TrialOutcome>().Single(outcome => outcome.Name() == name);
}
