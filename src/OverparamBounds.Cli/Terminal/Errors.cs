namespace OverparamBounds.Cli.Terminal;

/// <summary>Errors on stderr: one block, a line a problem.</summary>
internal static class Errors
{
    public static void Write(IReadOnlyList<string> problems, string? hint = null)
    {
        Console.Error.WriteLine(problems.Count == 1 ? $"overparam: {problems[0]}" : "overparam: several things are wrong:");
        if (problems.Count > 1)
        {
            foreach (var problem in problems)
            {
                Console.Error.WriteLine($"  - {problem}");
            }
        }

        if (hint is not null)
        {
            Console.Error.WriteLine(hint);
        }
    }
}
