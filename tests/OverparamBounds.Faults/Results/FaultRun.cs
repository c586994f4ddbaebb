using System.Data.Common;

namespace OverparamBounds.Faults.Results;

/// <summary>One fault, from which nothing escapes: what goes wrong with the trying is a failure of the fault.</summary>
internal static class FaultRun
{
    public static async Task<FaultVerdict> TryAsync(IFault fault, FaultContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await fault.RunAsync(context, cancellationToken);
        }
        catch (Exception problem) when (problem is InvalidOperationException or IOException or DbException or InvalidDataException or TimeoutException)
        {
            context.Say(problem.ToString());
            return new(FaultOutcome.Failed, "-") { Note = $"It could not be tried to its end: {problem.Message.ReplaceLineEndings(" ")}" };
        }
    }
}
