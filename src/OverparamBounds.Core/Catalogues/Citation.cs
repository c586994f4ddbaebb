namespace OverparamBounds.Core.Catalogues;

/// <summary>The paper or file behind a catalogue entry.</summary>
/// <param name="Authors">Authors as cited, such as "Zhang et al."; "this project" where there is no paper.</param>
/// <param name="Year">Year of publication; 0 where there is none.</param>
/// <param name="Place">Which theorem, section or version, and what it leaves open.</param>
public sealed record Citation(string Authors, int Year, string Place)
{
    public override string ToString() => Year == 0 ? $"{Authors}: {Place}" : $"{Authors} {Year}: {Place}";
}
