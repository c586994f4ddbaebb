namespace OverparamBounds.Cli.Terminal;

/// <summary>What the program ends with; scripts rely on these.</summary>
internal static class ExitCode
{
    public const int Done = 0;

    /// <summary>The run failed.</summary>
    public const int Failed = 1;

    /// <summary>The request was wrong; nothing was changed.</summary>
    public const int WrongRequest = 2;

    /// <summary>Done, but undecided within the budget.</summary>
    public const int Undecided = 3;

    /// <summary>Interrupted; everything finished so far is kept.</summary>
    public const int Interrupted = 130;
}
