using System.Globalization;

namespace OverparamBounds.Core.Trials;

/// <summary>What came of one trial.</summary>
/// <param name="Steps">Steps at which the criterion was first seen to hold; for the others, steps trained.</param>
/// <param name="FinalLoss">Mean training loss at the last test; null where it is not finite.</param>
/// <param name="WallSeconds">The trial's share of its launch's wall time.</param>
/// <param name="CpuSeconds">The trial's share of its launch's processor time.</param>
/// <param name="Digest">32 hex digits of the SHA-256 over outcome, steps, counts and (on a bit-stable engine) final parameters.</param>
public sealed record TrialResult(
    TrialId Id,
    Trial Trial,
    TrialOutcome Outcome,
    int Steps,
    double? FinalLoss,
    ModelSize Size,
    double WallSeconds,
    double CpuSeconds,
    string Digest,
    EngineStamp Engine)
{
    /// <summary>Peak of the memory to train it; null where an older program stored the trial. No part of the digest.</summary>
    public TrainingBytes? Memory { get; init; }
}

/// <summary>Bytes that training one network takes at its peak, whatever it shares an engine with.</summary>
/// <param name="State">Parameters, their gradient and what the optimizer keeps of each.</param>
/// <param name="Activations">What its layers hold between the ways forward and back, on the rows of one step.</param>
public readonly record struct TrainingBytes(long State, long Activations);

/// <summary>The four counts that every trial reports.</summary>
/// <param name="Dense">Trainable scalars of the same architecture, dense and unshared.</param>
/// <param name="Nonzero">Nonzero scalars of the trained model.</param>
/// <param name="Effective">Nonzero scalars left after units without live inputs or outputs are folded away.</param>
/// <param name="Bits">Bits to write the trained model down.</param>
public readonly record struct ModelSize(long Dense, long Nonzero, long Effective, long Bits)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Dense}|{Nonzero}|{Effective}|{Bits}");
}

/// <summary>What trained a trial.</summary>
/// <param name="Engine">torch or lanes.</param>
/// <param name="Device">cpu or cuda:0.</param>
/// <param name="DeviceClass">Digests are equal within a class, such as "cpu-avx512".</param>
/// <param name="Versions">Versions of program, runtime and engine.</param>
public sealed record EngineStamp(string Engine, string Device, string DeviceClass, string Versions);
