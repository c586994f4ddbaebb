using System.Globalization;
using System.Text.RegularExpressions;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Lanes;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training;

/// <summary>The one door to the engines.</summary>
/// <param name="Engine">Which engine trains.</param>
/// <param name="Settings">Where and how widely to train.</param>
public sealed partial record EngineSettings(EngineKind Engine, TorchSettings Settings)
{
    /// <summary>Checks an engine, a device and a number of threads as a user writes them.</summary>
    /// <param name="checkpointing">Whether layers are run twice rather than remembered, on torch.</param>
    /// <exception cref="RequestException">An engine or device that is not there, with what to do.</exception>
    public static EngineSettings Parse(string engine, string device, int? threads, bool checkpointing = false)
    {
        var problems = new List<string>();
        if (!Enum.TryParse<EngineKind>(engine, ignoreCase: true, out var kind) || engine != Name(kind))
        {
            problems.Add($"engine: '{engine}' is not known; use auto, lanes or torch.");
        }

        var isCuda = CudaName().IsMatch(device);
        if (device is not ("auto" or "cpu") && !isCuda)
        {
            problems.Add($"device: '{device}' is not known; use auto, cpu or cuda:0.");
        }
        else if (isCuda && kind == EngineKind.Lanes)
        {
            problems.Add($"engine: lanes train on the CPU, not on {device}; use torch or auto with it.");
        }
        else if (isCuda && !TorchRuntime.HasCuda(device))
        {
            problems.Add($"device: {device} is not there. Build with -p:Torch=cuda on a machine with an NVIDIA driver, or use cpu.");
        }

        if (checkpointing && kind == EngineKind.Lanes)
        {
            problems.Add("checkpointing: lanes hold the activations of a few rows at a time and have no use for it; leave it out, or use --engine torch or auto.");
        }

        if (threads is < 1 or > 1024)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"threads: {threads} must lie in 1..1024."));
        }

        if (problems.Count > 0)
        {
            throw new RequestException(problems);
        }

        var settings = TorchSettings.Default;
        return new(
            checkpointing ? EngineKind.Torch : kind,
            settings with { Device = device == "auto" ? settings.Device : device, Threads = threads ?? settings.Threads, Checkpointing = checkpointing });
    }

    /// <summary>These settings with the engine of a stored trial, unless one was asked for by name.</summary>
    public EngineSettings ForReplayOf(EngineStamp stamp) =>
        Engine == EngineKind.Auto && Settings.Device == "cpu" && Enum.TryParse<EngineKind>(stamp.Engine, ignoreCase: true, out var stored)
            ? this with { Engine = stored }
            : this;

    /// <summary>Whether a width is trained on lanes.</summary>
    public bool UsesLanes(TrainingPlan plan, int width) => Engine switch
    {
        EngineKind.Lanes => true,
        EngineKind.Torch => false,
        _ => Settings.Device == "cpu" && plan.Rule.IsElementwise && EngineCost.PrefersLanes(plan, width),
    };

    /// <summary>Refuses an engine that has no form of the network, and a width of which not even the smallest launch fits the memory.</summary>
    /// <exception cref="RequestException">The engine does not train it, or it does not fit; the message has the numbers and the mend.</exception>
    public void CheckFits(TrainingPlan plan, int widest)
    {
        if (Engine == EngineKind.Lanes)
        {
            LaneGroup.Check(plan, widest);
        }

        CheckRule(plan);
        var bytes = UsesLanes(plan, widest)
            ? LaneGroup.Bytes(plan, widest)
            : LaunchPlanner.LeastBytes(plan, PaddedWidth.Of(plan, widest), Settings.Checkpointing);
        if (bytes > Settings.MemoryBytes)
        {
            throw new RequestException(string.Create(
                CultureInfo.InvariantCulture,
                $"widths: a network of width {widest} needs about {bytes >> 20} MiB to train, and {Settings.MemoryBytes >> 20} MiB (a quarter of this machine's memory) are allowed; lower the end of --widths or use fewer rows."));
        }
    }

    /// <summary>An engine for a plan, made on first use: what the ledger can answer needs none.</summary>
    /// <exception cref="RequestException">The engine that was asked for has no form of the plan's optimizer.</exception>
    public Lazy<ITrialTrainer> Trainer(TrainingPlan plan)
    {
        CheckRule(plan);
        return new(() => Engine switch
        {
            EngineKind.Lanes => Lanes(plan),
            EngineKind.Torch => new TorchTrainer(plan, Settings),
            _ => new MixedTrainer(width => UsesLanes(plan, width), Lanes(plan), new TorchTrainer(plan, Settings)),
        });
    }

    /// <summary>The loss of one trial at each test of its criterion; not finite from the test at which it diverged.</summary>
    /// <exception cref="RequestException">The engine that was asked for has no form of the plan's optimizer.</exception>
    public IReadOnlyList<LossPoint> LossCurve(TrainingPlan plan, Trial trial, CancellationToken cancellationToken)
    {
        CheckRule(plan);
        return UsesLanes(plan, trial.Width)
            ? Lanes(plan).LossCurve(trial, cancellationToken)
            : new TorchTrainer(plan, Settings).LossCurve(trial, cancellationToken);
    }

    private void CheckRule(TrainingPlan plan)
    {
        if (Engine == EngineKind.Lanes && !plan.Rule.IsElementwise)
        {
            throw new RequestException($"engine: lanes have no form of optimizer '{plan.Curve.Optimizer}'; use --engine auto or torch.");
        }

        if (plan.Rule is UpdateRule.LevenbergMarquardt && MixesRows(plan.Layers(1)))
        {
            throw new RequestException(
                "optimizer: lm needs the gradient of each row alone, and batch normalisation mixes rows; use another optimizer, or an architecture without it.");
        }
    }

    private static bool MixesRows(IEnumerable<Layer> layers) => layers.Any(layer =>
        layer is Layer.BatchNorm || (layer is Layer.Residual residual && MixesRows([.. residual.Body, .. residual.Shortcut])));

    private static string Name(EngineKind kind) => kind switch
    {
        EngineKind.Lanes => "lanes",
        EngineKind.Torch => "torch",
        _ => "auto",
    };

    private LaneTrainer Lanes(TrainingPlan plan) => new(plan, Settings.Threads, LaneOptions.Default) { MemoryBytes = Settings.MemoryBytes };

    [GeneratedRegex("^cuda:[0-9]{1,3}$")]
    private static partial Regex CudaName();
}

/// <summary>The engines that a user can name.</summary>
public enum EngineKind
{
    /// <summary>Whichever is predicted to be faster, width by width.</summary>
    Auto,

    /// <summary>A network in each lane of a vector register.</summary>
    Lanes,

    /// <summary>Torch with a replica axis.</summary>
    Torch,
}
