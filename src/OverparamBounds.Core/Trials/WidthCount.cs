namespace OverparamBounds.Core.Trials;

/// <summary>How many trials at a width reached the criterion.</summary>
public sealed record WidthCount(int Width, int Trials, int Fitted);
