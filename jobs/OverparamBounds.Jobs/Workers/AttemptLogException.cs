namespace OverparamBounds.Jobs.Workers;

/// <summary>
/// What is tried cannot be logged. Not an <see cref="IOException"/>, which would be taken for a database that is away,
/// nor the fault of the block: another worker may do it.
/// </summary>
public sealed class AttemptLogException(string problem) : Exception(problem);
