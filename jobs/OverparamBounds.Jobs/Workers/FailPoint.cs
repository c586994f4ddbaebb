using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Jobs.Workers;

/// <summary>
/// Places at which a process can be told to die, to test that nothing is lost wherever it does. The environment variable
/// OVERPARAM_FAILPOINTS names them with the visit that kills, such as <c>claimed@3,flushed@1</c>. Without it they cost
/// a look at a flag.
/// </summary>
public static class FailPoint
{
    public const string Variable = "OVERPARAM_FAILPOINTS";

    /// <summary>A sweep has been queued, and no worker has been told.</summary>
    public const string Submitted = "submitted";

    /// <summary>A block has been claimed, and nothing has been done.</summary>
    public const string Claimed = "claimed";

    /// <summary>Some trials of a block are trained and none is stored.</summary>
    public const string Training = "training";

    /// <summary>Results are about to be stored.</summary>
    public const string Flushing = "flushing";

    /// <summary>Results have been stored, and nobody has been told.</summary>
    public const string Flushed = "flushed";

    /// <summary>A decision has been made and not recorded.</summary>
    public const string Deciding = "deciding";

    /// <summary>A round has been planned, or an answer recorded.</summary>
    public const string Decided = "decided";

    /// <summary>The leader is about to look around, its lock in hand.</summary>
    public const string Leading = "leading";

    public static IReadOnlyList<string> All { get; } =
        [Submitted, Claimed, Training, Flushing, Flushed, Deciding, Decided, Leading];

    private static readonly Lazy<IReadOnlyDictionary<string, int>> Deadly = new(() => Parse(Environment.GetEnvironmentVariable(Variable)));

    private static readonly ConcurrentDictionary<string, int> Visits = new();

    /// <summary>Kills the process, as <c>kill -9</c> does, if this visit is the one that was named.</summary>
    public static void Reach(string place)
    {
        if (Deadly.Value.Count > 0 && Deadly.Value.TryGetValue(place, out var visit)
            && Visits.AddOrUpdate(place, 1, (_, count) => count + 1) == visit)
        {
            using var self = Process.GetCurrentProcess();
            self.Kill();
            self.WaitForExit();
        }
    }

    /// <exception cref="RequestException">A place that is not known, or no count of visits.</exception>
    public static IReadOnlyDictionary<string, int> Parse(string? text)
    {
        var deadly = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var part in (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('@') is not [var place, var count] || !All.Contains(place)
                || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var visit) || visit < 1)
            {
                throw new RequestException($"{Variable}: '{part}' is not PLACE@VISIT. Places: {string.Join(", ", All)}.");
            }

            deadly[place] = visit;
        }

        return deadly;
    }
}
