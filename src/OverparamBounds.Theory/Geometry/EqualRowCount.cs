namespace OverparamBounds.Theory.Geometry;

/// <summary>Rows that occur more than once, which theorems about distinct inputs exclude.</summary>
/// <param name="Repeated">Rows whose inputs equal those of an earlier row.</param>
/// <param name="Conflicting">Those of them whose labels differ from the earlier row's: no function fits both.</param>
internal sealed record EqualRowCount(int Repeated, int Conflicting);
