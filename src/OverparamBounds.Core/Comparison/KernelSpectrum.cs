namespace OverparamBounds.Core.Comparison;

/// <summary>The ends of a kernel matrix's spectrum.</summary>
/// <param name="Id">Which kernel, such as <c>two-layer-gram</c>.</param>
/// <param name="Title">The same in words.</param>
/// <param name="Rows">Rows that the matrix was computed of; fewer than the data's where a prefix had to do.</param>
/// <param name="LambdaMin">The smallest eigenvalue; 0 where it is not told from 0, null with a <paramref name="Reason"/> where it was not computed.</param>
/// <param name="Error">The eigenvalues are off by at most this, as backward stability promises.</param>
/// <param name="Singular">Whether the smallest eigenvalue is 0 to working precision.</param>
/// <param name="Reason">Remark on a missing, zero or partial value; else null.</param>
public sealed record KernelSpectrum(
    string Id, string Title, int Rows, double? LambdaMin, double? LambdaMax, double? Error, bool Singular, string? Reason);
