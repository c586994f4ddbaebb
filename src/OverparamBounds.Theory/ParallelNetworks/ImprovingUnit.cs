namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>A unit whose addition lowers the objective of a network.</summary>
/// <param name="Incoming">w: [d].</param>
/// <param name="Outgoing">a: [C], of w's norm.</param>
/// <param name="Decrease">By how much the objective falls, found by evaluating it with the unit.</param>
public sealed record ImprovingUnit(double[] Incoming, double[] Outgoing, double Decrease);
