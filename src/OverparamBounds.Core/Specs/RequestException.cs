namespace OverparamBounds.Core.Specs;

/// <summary>The caller asked for something that cannot be: every problem on a line, each with place and mend.</summary>
/// <remarks>Thrown at the door, before anything is changed. The command line ends with exit code 2.</remarks>
public sealed class RequestException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public RequestException(string problem)
        : this([problem])
    {
    }

    public IReadOnlyList<string> Problems { get; } = problems;
}
