namespace OverparamBounds.Training;

/// <summary>Mean training loss of a network after so many steps.</summary>
public readonly record struct LossPoint(int Step, double Loss);
