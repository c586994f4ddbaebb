namespace OverparamBounds.Theory;

/// <summary>A linear program that has a solution was not solved within its limits: what hangs on it is unknown.</summary>
public sealed class UndecidedProgramException(string message) : Exception(message);
