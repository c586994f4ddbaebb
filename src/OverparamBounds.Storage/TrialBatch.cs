using OverparamBounds.Core.Trials;

namespace OverparamBounds.Storage;

/// <summary>Trials of one curve that are stored together.</summary>
/// <param name="Now">The time of storing, as the database takes it.</param>
internal sealed record TrialBatch(CurveSpec Curve, IReadOnlyList<TrialResult> Results, object Now);
