namespace OverparamBounds.Core.Trials;

/// <summary>Trials of one curve to be trained; the trainer groups them into launches as it sees fit.</summary>
public sealed record TrialBlock(CurveSpec Curve, IReadOnlyList<Trial> Trials);

/// <summary>One network: a width and a place on its ladder of seeds.</summary>
public readonly record struct Trial(int Width, int SeedIndex);
