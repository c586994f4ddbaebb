using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Lanes;

/// <summary>How a group works; none of it but <see cref="Choices"/> changes a result.</summary>
/// <param name="VectorBits">512, 256 or 128.</param>
/// <param name="MayFuse">Whether small networks may take the unrolled path, and those with one output be taken in strips of units.</param>
/// <param name="Choices">What differs between trials beside their seeds.</param>
/// <param name="Losses">Told the loss of each trial at each of its tests; for loss curves.</param>
internal sealed record LaneOptions(int VectorBits, bool MayFuse, LaneChoices Choices, Action<Trial, LossPoint>? Losses)
{
    public static LaneOptions Default { get; } =
        new(LaneGroup.BestVectorBits, MayFuse: true, LaneChoices.None, Losses: null);
}

/// <summary>What may differ between the trials of a group beside their seeds.</summary>
/// <param name="LearningRate">Overrides the optimizer's learning rate.</param>
/// <param name="Mask">0 or 1 for each parameter in canonical order; parameters at 0 are held at zero.</param>
internal sealed record LaneChoices(Func<Trial, double>? LearningRate, Func<Trial, float[]?>? Mask)
{
    public static LaneChoices None { get; } = new(LearningRate: null, Mask: null);
}
