namespace OverparamBounds.Jobs.Sweeps;

/// <summary>A place in a sweep file; lines and columns (UTF-16 units) count from 1.</summary>
public readonly record struct SweepPlace(int Line, int Column) : IComparable<SweepPlace>
{
    public int CompareTo(SweepPlace other) => (Line, Column).CompareTo((other.Line, other.Column));

    public static bool operator <(SweepPlace left, SweepPlace right) => left.CompareTo(right) < 0;

    public static bool operator >(SweepPlace left, SweepPlace right) => left.CompareTo(right) > 0;

    public static bool operator <=(SweepPlace left, SweepPlace right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SweepPlace left, SweepPlace right) => left.CompareTo(right) >= 0;
}

/// <summary>A value of a sweep file with where it was read.</summary>
/// <param name="Path">The key, such as <c>search.success</c> or <c>task[1]</c>; places in lists count from 0.</param>
public sealed record Placed<T>(T Value, string Path, SweepPlace Place);
