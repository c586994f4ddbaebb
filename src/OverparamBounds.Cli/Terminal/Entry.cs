using System.CommandLine;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Runs the program: parse, act, and turn whatever goes wrong into one block on stderr and an exit code.</summary>
internal static class Entry
{
    public static async Task<int> RunAsync(RootCommand root, string[] arguments)
    {
        root.Add(CommonOptions.Verbose);
        var parsed = root.Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            Errors.Write([.. parsed.Errors.Select(error => error.Message)], $"See 'overparam {Verb(parsed)}--help'.");
            return ExitCode.WrongRequest;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,

                // An interrupted run stores what has ended before it goes; engines look at every step.
                ProcessTerminationTimeout = TimeSpan.FromHours(1),
            });
        }
        catch (RequestException problem)
        {
            Errors.Write(problem.Problems);
            return ExitCode.WrongRequest;
        }
        catch (OperationCanceledException)
        {
            Errors.Write([parsed.CommandResult.Command.Name == "find"
                ? "interrupted: everything finished so far is kept; the same command goes on from there."
                : "interrupted."]);
            return ExitCode.Interrupted;
        }
        catch (Exception problem) // The last door: whatever comes here ends in one block and an exit code.
        {
            var isVerbose = parsed.GetValue(CommonOptions.Verbose);
            Errors.Write(
                [isVerbose ? problem.ToString() : $"{problem.GetType().Name}: {problem.Message}"],
                isVerbose ? null : "Run again with --verbose for the whole story.");
            return ExitCode.Failed;
        }
    }

    private static string Verb(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? string.Empty : parsed.CommandResult.Command.Name + " ";
}
