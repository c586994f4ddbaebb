namespace OverparamBounds.Reporting.Figures;

/// <summary>One sweep among several: its shares, and the smallest width that they certify.</summary>
/// <param name="Label">What sets it apart from the others.</param>
/// <param name="Points">By increasing width.</param>
/// <param name="Smallest">Null where the answer has no interval.</param>
public sealed record SuccessCurve(string Sweep, string Label, IReadOnlyList<IntervalPoint> Points, SmallestWidth? Smallest)
{
    /// <summary>The label and what was certified, in words.</summary>
    public string Words => Smallest is null ? $"{Label}: no interval" : $"{Label}: {Smallest.Words}";
}

/// <summary>The certified interval of a smallest trainable width.</summary>
/// <param name="Estimate">Null where no width is certified to reach the level.</param>
/// <param name="Low">L + 1.</param>
/// <param name="High">U; null where it is open.</param>
/// <param name="IsAboveAll">Whether the widest width asked about is certified to fall short.</param>
public sealed record SmallestWidth(int? Estimate, int Low, int? High, bool IsAboveAll)
{
    public string Words => (Estimate, High) switch
    {
        ({ } point, { } top) when top == Low => FormattableString.Invariant($"{point}"),
        ({ } point, { } top) => FormattableString.Invariant($"{point} ({Low} to {top})"),
        _ when IsAboveAll => FormattableString.Invariant($"above {Low - 1}"),
        _ => FormattableString.Invariant($"undecided, {Low} or more"),
    };
}
