using System.Globalization;
using System.Text.RegularExpressions;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;
using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training;

/// <summary>The one door to the engines.</summary>
/// <param name="Settings">Where and how widely to train.</param>
public sealed partial record EngineSettings(TorchSettings Settings)
{
    /// <summary>Checks an engine, a device and a number of threads as a user writes them.</summary>
    /// <exception cref="RequestException">An engine or device that is not there, with what to do.</exception>
    public static EngineSettings Parse(string engine, string device, int? threads)
    {
        var problems = new List<string>();
        if (engine == "lanes")
        {
            problems.Add("engine: this version has no lanes engine; use auto or torch.");
        }
        else if (engine is not ("auto" or "torch"))
        {
            problems.Add($"engine: '{engine}' is not known; use auto or torch.");
        }

        if (device is not ("auto" or "cpu") && !CudaName().IsMatch(device))
        {
            problems.Add($"device: '{device}' is not known; use auto, cpu or cuda:0.");
        }
        else if (device.StartsWith("cuda", StringComparison.Ordinal) && !TorchRuntime.HasCuda(device))
        {
            problems.Add($"device: {device} is not there. Build with -p:Torch=cuda on a machine with an NVIDIA driver, or use cpu.");
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
        return new(settings with { Device = device == "auto" ? settings.Device : device, Threads = threads ?? settings.Threads });
    }

    /// <summary>Refuses a width of which not even one network fits the memory.</summary>
    /// <exception cref="RequestException">It does not fit; the message has the numbers.</exception>
    public void CheckFits(TrainingPlan plan, int widest)
    {
        var bytes = LaunchPlanner.LeastBytes(plan, PaddedWidth.Of(widest));
        if (bytes > Settings.MemoryBytes)
        {
            throw new RequestException(string.Create(
                CultureInfo.InvariantCulture,
                $"widths: a network of width {widest} needs about {bytes >> 20} MiB to train, and {Settings.MemoryBytes >> 20} MiB (a quarter of this machine's memory) are allowed; lower the end of --widths or use fewer rows."));
        }
    }

    /// <summary>An engine for a plan, made on first use: what the ledger can answer needs none.</summary>
    public Lazy<ITrialTrainer> Trainer(TrainingPlan plan) => new(() => new TorchTrainer(plan, Settings));

    /// <summary>The loss of one trial at each test of its criterion; not finite from the test at which it diverged.</summary>
    public IReadOnlyList<LossPoint> LossCurve(TrainingPlan plan, Trial trial, CancellationToken cancellationToken) =>
        new TorchTrainer(plan, Settings).LossCurve(trial, cancellationToken);

    [GeneratedRegex("^cuda:[0-9]{1,3}$")]
    private static partial Regex CudaName();
}
