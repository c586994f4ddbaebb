namespace OverparamBounds.Theory.Tests;

/// <summary>Numbers are equal within an absolute tolerance.</summary>
internal sealed class Near(double tolerance) : IEqualityComparer<double>
{
    public bool Equals(double x, double y) => Math.Abs(x - y) <= tolerance;

    public int GetHashCode(double obj) => 0;
}
