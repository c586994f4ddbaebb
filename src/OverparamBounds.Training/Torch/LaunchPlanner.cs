using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Torch;

/// <summary>Groups the trials of a block into launches: one padded width each, of a size that fits memory and cache.</summary>
public static class LaunchPlanner
{
    /// <summary>Tensors of a launch beyond this fall out of the core's cache, and replicas stop getting cheaper.</summary>
    private const long ComfortableBytes = 16L << 20;

    private const int FewestTrials = 8;

    /// <summary>Launches in the order of the block, none larger than memory allows.</summary>
    /// <param name="settings">Of one launch: its memory. The block is cut so that each of the threads gets work.</param>
    public static IReadOnlyList<IReadOnlyList<Trial>> Plan(TrainingPlan plan, IReadOnlyList<Trial> trials, TorchSettings settings)
    {
        var memoryBytes = settings.MemoryBytes;
        var launches = new List<IReadOnlyList<Trial>>();
        var widths = trials.Select(trial => trial.Width).Distinct().ToDictionary(width => width, width => PaddedWidth.Of(plan, width));
        foreach (var group in trials.GroupBy(trial => widths[trial.Width]))
        {
            var bytes = BytesPerReplica(plan, group.Key, settings.Checkpointing);
            if (ReplicaLaunch.FewestReplicas * bytes > memoryBytes)
            {
                throw new InvalidOperationException(
                    $"width {group.Key}: the smallest launch needs {ReplicaLaunch.FewestReplicas * bytes >> 20} MiB, more than the {memoryBytes >> 20} MiB allowed to a launch; "
                    + "use fewer samples or a smaller --widths range.");
            }

            var most = (int)Math.Clamp(ComfortableBytes / bytes, FewestTrials, 4096);
            most = (int)Math.Min(most, memoryBytes / bytes);
            var members = group.ToList();
            var parts = Math.Max((members.Count + most - 1) / most, Math.Min(settings.Threads, members.Count / FewestTrials));
            launches.AddRange(members.Chunk((members.Count + Math.Max(parts, 1) - 1) / Math.Max(parts, 1)));
        }

        return launches;
    }

    /// <summary>Bytes of the smallest launch: a network and its twin.</summary>
    public static long LeastBytes(TrainingPlan plan, int paddedWidth, bool checkpointing = false) =>
        ReplicaLaunch.FewestReplicas * BytesPerReplica(plan, paddedWidth, checkpointing);

    /// <summary>Parameters, optimizer slots, gradients and activations of one replica, in bytes.</summary>
    public static long BytesPerReplica(TrainingPlan plan, int paddedWidth, bool checkpointing = false)
    {
        var layers = plan.Layers(paddedWidth);
        var parameters = layers.Sum(layer => layer.ParameterCount);
        var slots = Slots(plan.Rule);

        // Storage and mask, slots, gradients before and after they are joined, one temporary; copies on the way in and out.
        var weights = parameters * (2 + slots + 2 + 1 + 2);

        var segments = checkpointing ? CheckpointSegment.Cut(layers, plan.Data.Features) : null;
        var numbers = weights + ReplicaMemory.Activations(plan, layers, segments);
        if (plan.Rule is UpdateRule.LevenbergMarquardt)
        {
            numbers += LevenbergMarquardtReplicas.Scratch(parameters, plan.Data.Cases, plan.Judge.Targets.Outputs);
        }

        return numbers * (plan.Rule.NeedsDouble ? sizeof(double) : sizeof(float));
    }

    /// <summary>State of a rule, and copies of the parameters while it steps, each as large as the parameters.</summary>
    private static int Slots(UpdateRule rule) => rule switch
    {
        UpdateRule.Adam => 2,
        UpdateRule.RootMeanSquare => 1,
        UpdateRule.Momentum { Decay: > 0 } => 1,
        UpdateRule.SharpnessAware sharp => Slots(sharp.Base) + 3,

        // Steps and changes, each twice more while a pair is pushed; what the recursion takes from each; points and gradients.
        UpdateRule.QuasiNewton newton => (8 * newton.History) + 10,
        UpdateRule.LevenbergMarquardt => 3,
        _ => 0,
    };
}
