using OverparamBounds.Core.Randomness;
using OverparamBounds.Faults.Audits;
using OverparamBounds.Testing;

namespace OverparamBounds.Faults;

/// <summary>How much is asked of a run; null for what the fault itself thinks right.</summary>
/// <param name="IsTimed">Whether times that are too long fail a fault; on a machine that others use they say little.</param>
internal sealed record FaultLoad(int? Trials, int? Kills, int? Workers, bool IsSmall, bool IsTimed, double? Minutes = null);

/// <summary>What every fault has at hand.</summary>
internal sealed class FaultContext(FaultLoad load, PostgresCluster cluster, SerialReference reference, TextWriter log)
{
    public PostgresCluster Cluster => cluster;

    public SerialReference Reference => reference;

    public bool IsSmall => load.IsSmall;

    public bool IsTimed => load.IsTimed;

    /// <summary>The same load on another server.</summary>
    public FaultContext With(PostgresCluster other) => new(load, other, reference, log);

    public int Workers => load.Workers ?? 4;

    public int Trials(int small, int full) => load.Trials ?? (load.IsSmall ? small : full);

    /// <summary>How long something goes on.</summary>
    public double Minutes(double small, double full) => load.Minutes ?? (load.IsSmall ? small : full);

    /// <summary>How often something is broken.</summary>
    public int Kills(int small, int full) => load.Kills ?? (load.IsSmall ? small : full);

    /// <summary>The moments of a fault: the same in every run.</summary>
    public static RandomSequence Moments(string fault) => new(RandomSequence.KeyOf($"moments of {fault}"), RandomPurpose.Simulation);

    public void Say(string text) => log.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {text}");
}
