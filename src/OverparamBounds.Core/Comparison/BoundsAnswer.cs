namespace OverparamBounds.Core.Comparison;

/// <summary>Every bound for one data set and architecture, in the shape of the JSON that users read.</summary>
/// <remarks>Property names become camel case. Numbers are finite or null; a null has its reason beside it.</remarks>
public sealed record BoundsAnswer
{
    public int Schema { get; init; } = 1;

    public required string Task { get; init; }

    public required string Architecture { get; init; }

    public required string Optimizer { get; init; }

    public required string Criterion { get; init; }

    /// <summary>1 - δ, the probability at which theorems that hold with one are evaluated.</summary>
    public required double Success { get; init; }

    public required AnswerData Data { get; init; }

    public required IReadOnlyList<KernelSpectrum> Kernels { get; init; }

    /// <summary>In catalogue order.</summary>
    public required IReadOnlyList<BoundValue> Bounds { get; init; }

    /// <summary>What is known exactly of this data set.</summary>
    public IReadOnlyList<ExactReference> References { get; init; } = [];

    public double Seconds { get; init; }

    public BoundsFiles? Files { get; init; }
}

/// <summary>A width that is known for this data set, not only bounded by a theorem about all of them.</summary>
/// <param name="Id">Which, such as zhang-construction.</param>
/// <param name="Title">The same in words.</param>
/// <param name="LeastWidth">No narrower network fits: proved; null where nothing is.</param>
/// <param name="FittingWidth">A network of this width fits, as was seen; null where none was found.</param>
/// <param name="Remark">What it rests on, or why it is missing.</param>
public sealed record ExactReference(string Id, string Title, int? LeastWidth, int? FittingWidth, string Remark)
{
    /// <summary>Whether the network that was asked about is of that form.</summary>
    public bool Covers { get; init; } = true;
}

/// <summary>Files written.</summary>
public sealed record BoundsFiles(string Figure, string Png, string Csv);
