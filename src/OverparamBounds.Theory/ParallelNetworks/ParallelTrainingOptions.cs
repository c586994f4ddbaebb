namespace OverparamBounds.Theory.ParallelNetworks;

/// <summary>How a parallel network is trained.</summary>
public sealed record ParallelTrainingOptions
{
    /// <summary>r; the theorem asks for more than n C.</summary>
    public required int Units { get; init; }

    /// <summary>Of the random initial weights.</summary>
    public ulong Seed { get; init; }

    /// <summary>s: initial weights are normal with deviation s / r^(1/4) over sqrt(d) or sqrt(C), so outputs are of size s² whatever r.</summary>
    public double InitialScale { get; init; } = 0.5;

    /// <summary>Steps of gradient descent; it stops earlier where it makes no progress.</summary>
    public int GradientSteps { get; init; } = 20_000;

    /// <summary>Steps of the descent inside activation cells that follows; 0 leaves the network as gradient descent made it.</summary>
    public int PolishSteps { get; init; } = 200_000;

    /// <summary>How far from 0, of the weight decay, a subgradient of the objective may be at the end of the polishing.</summary>
    public double Tolerance { get; init; } = 1e-9;

    /// <summary>
    /// Where the polishing ends with a zero unit and a better unit exists, puts the better one in its place and goes on:
    /// the way out that the theorem describes.
    /// </summary>
    public bool GrowsZeroUnits { get; init; }

    /// <summary>How the better unit is looked for.</summary>
    public PolarOptions Polar { get; init; } = new();
}
