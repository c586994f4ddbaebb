using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Jobs.Workers;

/// <summary>
/// Trials that take their worker with them, to test that they are left alone and that others are not. The environment
/// variable OVERPARAM_POISON names them with what they do, such as <c>3:17=abort,4:0=hang</c>: width, seed, kind.
/// </summary>
public static class Poison
{
    public const string Variable = "OVERPARAM_POISON";

    /// <summary>abort: the C library's; exit: of the process; hang: for ever, deaf to cancellation; throw: an exception.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["abort", "exit", "stackoverflow", "hang", "throw"];

    private static readonly Lazy<IReadOnlyDictionary<Trial, string>> Deadly = new(() => Parse(Environment.GetEnvironmentVariable(Variable)));

    /// <summary>Does what the first poisonous trial among these does.</summary>
    internal static void Taste(IEnumerable<Trial> trials)
    {
        if (Deadly.Value.Count == 0)
        {
            return;
        }

        foreach (var trial in trials)
        {
            if (Deadly.Value.TryGetValue(trial, out var kind))
            {
                Strike(kind);
            }
        }
    }

    /// <exception cref="RequestException">A trial or kind that cannot be.</exception>
    public static IReadOnlyDictionary<Trial, string> Parse(string? text)
    {
        var deadly = new Dictionary<Trial, string>();
        foreach (var part in (text ?? string.Empty).Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split(':', '=') is not [var width, var seed, var kind] || !Kinds.Contains(kind)
                || !int.TryParse(width, NumberStyles.None, CultureInfo.InvariantCulture, out var units)
                || !int.TryParse(seed, NumberStyles.None, CultureInfo.InvariantCulture, out var index))
            {
                throw new RequestException($"{Variable}: '{part}' is not WIDTH:SEED=KIND. Kinds: {string.Join(", ", Kinds)}.");
            }

            deadly[new(units, index)] = kind;
        }

        return deadly;
    }

    private static void Strike(string kind)
    {
        switch (kind)
        {
            case "abort":
                Abort();
                break;
            case "exit":
                Environment.Exit(7);
                break;
            case "stackoverflow":
                Descend(0);
                break;
            case "hang":
                using (var never = new ManualResetEvent(initialState: false))
                {
                    never.WaitOne();
                }

                break;
            default:
                throw new InvalidOperationException("This trial is poisoned.");
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.NoOptimization)]
    private static int Descend(int depth) => Descend(depth + 1) + depth;

    [DllImport("libc", EntryPoint = "abort")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern void Abort();
}
