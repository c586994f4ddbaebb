using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Torch;

/// <summary>Scalars that the torch engine holds at the peak of a step, for one network.</summary>
internal static class ReplicaMemory
{
    /// <summary>
    /// With checkpointing, tensors of all sizes come and go within a step, and the heap cannot use every gap: measured peaks are
    /// up to 1.75 times what is held, for the most part less than 1.3 times.
    /// </summary>
    private const double Gaps = 1.3;

    /// <summary>What layers leave behind on the rows of a step, forward and back, on top of the test on all rows where a minibatch is trained on.</summary>
    /// <param name="segments">How the layers are cut, with checkpointing; null without.</param>
    public static long Activations(TrainingPlan plan, IReadOnlyList<Layer> layers, IReadOnlyList<CheckpointSegment>? segments)
    {
        var (rows, features) = ((long)plan.Data.Samples, plan.Data.Features);
        var batch = plan.Rule.BatchSize is { } size && size < rows ? size : rows;
        var isWhole = batch == rows;
        var tested = segments is null ? Whole(layers, features, isShared: true) : Cut(layers, segments, features, isShared: true);
        var trained = isWhole ? tested : segments is null ? Whole(layers, features, isShared: false) : Cut(layers, segments, features, isShared: false);

        // The outputs, their gradient and what makes it.
        var outputs = 4L * plan.Judge.Targets.Outputs * plan.Data.CasesPerRow * rows;

        // Rules that look ahead go forward and back twice within a step.
        var passes = plan.Rule.IsElementwise ? 1 : 2;
        var held = outputs + (passes * batch * trained.Total) + (isWhole ? 0 : rows * tested.Forward);
        return segments is null ? held : (long)(Gaps * held);
    }

    private static Peak Whole(IReadOnlyList<Layer> layers, long features, bool isShared)
    {
        var all = LayerScalars.Of(layers, features, isShared, wanted: false);
        return new(all.Forward, all.Forward + all.Backward);
    }

    /// <summary>All borders, the largest segment's both ways, and the gradient that comes to it and leaves it.</summary>
    private static Peak Cut(IReadOnlyList<Layer> layers, IReadOnlyList<CheckpointSegment> segments, long features, bool isShared)
    {
        var (borders, forward, back) = (0L, 0L, 0L);
        var received = features;
        foreach (var segment in segments)
        {
            List<Layer> part = [.. layers.Skip(segment.First).Take(segment.Count)];
            var own = part is [Layer.Recurrent recurrent]
                ? LayerScalars.BySpans(recurrent)
                : LayerScalars.Of(part, received, isShared && segment.First == 0, wanted: segment.First > 0);
            var emitted = part.Aggregate(received, (scalars, layer) => layer.Emits(scalars));
            borders += segment.Border;
            forward = Math.Max(forward, own.Forward);

            // A recurrent layer's spans are over on the way forward before they begin on the way back.
            back = Math.Max(back, (part is [Layer.Recurrent] ? Math.Max(own.Forward, own.Backward) : own.Forward + own.Backward) + emitted + segment.Border);
            received = emitted;
        }

        return new(borders + forward, borders + back);
    }

    /// <param name="Forward">On a way forward alone.</param>
    /// <param name="Total">With the way back.</param>
    private readonly record struct Peak(long Forward, long Total);
}
