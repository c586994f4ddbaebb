namespace OverparamBounds.Reporting;

/// <summary>The version of this program, as figures and reports name it.</summary>
public static class ProgramVersion
{
    /// <summary>Such as <c>0.1.0</c>: the release, without a commit, so that the same answer gives the same bytes.</summary>
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version?.ToString(3) ?? "0.0.0";
}
