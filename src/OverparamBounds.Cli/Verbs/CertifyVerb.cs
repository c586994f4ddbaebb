using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks;
using OverparamBounds.Theory.ParallelNetworks;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Trains a parallel network with weight decay and says whether it is a global optimum over all widths.</summary>
internal static class CertifyVerb
{
    /// <summary>Units that are trained when none are asked for, where n C + 1 are more.</summary>
    private const int MostDefaultUnits = 200;

    private const int MostUnits = 100_000;

    private static readonly Argument<string> Task = new("task") { Description = "What to fit, such as xor. See 'overparam catalog tasks'." };
    private static readonly Option<string?> Labels = new("--labels") { Description = "true, random, shuffled or flip(q): which labels to fit." };
    private static readonly Option<int?> Units = new("--width") { Description = "Units. Default: n C + 1, which the theorem asks for, 200 at most." };
    private static readonly Option<double> Decay = OptionOf.Real("--decay", 0.01, "Weight decay λ of the summed squared loss.");
    private static readonly Option<int> Steps = OptionOf.Whole("--steps", 20_000, "Most steps of gradient descent.");
    private static readonly Option<int> Polish = OptionOf.Whole("--polish", 50_000, "Most steps of the descent inside activation cells that follows; 0 leaves the network as gradient descent made it.");
    private static readonly Option<bool> NoGrow = new("--no-grow") { Description = "Do not put a better unit in a zero unit's place where training ends in a saddle." };
    private static readonly Option<bool> NoBias = new("--no-bias") { Description = "No column of ones, so that units have no biases." };
    private static readonly Option<long> Seed = OptionOf.Whole("--seed", 0L, "Of the initial weights.");

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("certify", "Train parallel ReLU units with weight decay, and certify or refute that no network of any width has a lower objective (Haeffele, Vidal 2017). Exit codes: 0 certified, 2 wrong request, 3 not certified.")
        {
            Task, Labels, Units, Decay, Steps, Polish, NoGrow, NoBias, Seed, CommonOptions.Json, CommonOptions.Quiet,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        CheckNumbers(parsed);
        var task = TaskLoader.Load(parsed.GetValue(Task)!, parsed.GetValue(Labels));
        var problem = ParallelProblem.For(task.Data, parsed.GetValue(Decay), bias: !parsed.GetValue(NoBias));
        var units = parsed.GetValue(Units) ?? (int)Math.Min(MostDefaultUnits, ((long)problem.Samples * problem.Outputs) + 1);
        var trained = ParallelTraining.Run(
            problem,
            new()
            {
                Units = units,
                Seed = (ulong)parsed.GetValue(Seed),
                GradientSteps = parsed.GetValue(Steps),
                PolishSteps = parsed.GetValue(Polish),
                GrowsZeroUnits = !parsed.GetValue(NoGrow),
            },
            cancellationToken);
        var certificate = OptimalityCertificate.Of(problem, trained.Network, cancellationToken);
        if (parsed.GetValue(CommonOptions.Json))
        {
            WriteJson(task, trained, certificate, clock.Elapsed.TotalSeconds);
        }
        else
        {
            Write(task, trained, certificate, parsed.GetValue(CommonOptions.Quiet), clock.Elapsed.TotalSeconds);
        }

        return System.Threading.Tasks.Task.FromResult(
            certificate.Verdict == OptimalityVerdict.GlobalOptimum ? ExitCode.Done : ExitCode.Undecided);
    }

    private static void CheckNumbers(ParseResult parsed)
    {
        List<string> problems = [];
        if (parsed.GetValue(Units) is < 1 or > MostUnits)
        {
            problems.Add($"--width: {parsed.GetValue(Units)} is not in 1..{MostUnits}.");
        }

        if (parsed.GetValue(Decay) is not (> 0 and < 1e6))
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"--decay: {parsed.GetValue(Decay)} must be above 0, since without a regulariser there is nothing to certify, and below 1e6."));
        }

        if (parsed.GetValue(Steps) < 0 || parsed.GetValue(Polish) < 0)
        {
            problems.Add("--steps and --polish: they must be at least 0.");
        }

        if (problems.Count > 0)
        {
            throw new RequestException(problems);
        }
    }

    private static void Write(LoadedTask task, ParallelTrainingResult trained, OptimalityCertificate certificate, bool quiet, double seconds)
    {
        if (!quiet)
        {
            var omega = certificate.Omega;
            Line($"{task.Text} · {certificate.Units} parallel ReLU units · weight decay {certificate.WeightDecay}");
            Line($"{trained.GradientSteps} steps of gradient descent, {trained.PolishSteps} of polishing, {trained.GrownUnits} units regrown; {(trained.IsStationary ? "stationary" : "not stationary")} (subgradient {certificate.Stationarity:0.0e0})");
            Line($"objective {certificate.Objective:G10}, at least {certificate.LowerBound:G10} for every network: gap {Math.Max(0, certificate.Gap):0.0e0}");
            Line($"polar value {(omega.IsExact ? Text($"{omega.Lower:G8}") : Text($"{omega.Lower:G8} .. {omega.Upper:G8}"))} against {certificate.WeightDecay}: {omega.Method}");
            Line($"{certificate.ZeroUnits} zero units, {certificate.UnbalancedUnits} without effect but not zero; n C = {certificate.Constraints}, so the theorem's path needs {certificate.Constraints + 1L} units");
        }

        Line($"{certificate.Statement}");
        if (!quiet)
        {
            Line($"{seconds:F1} s");
        }
    }

    private static void WriteJson(LoadedTask task, ParallelTrainingResult trained, OptimalityCertificate certificate, double seconds) => Output.WriteJson(new
    {
        schema = 1,
        task = task.Text,
        units = certificate.Units,
        weightDecay = certificate.WeightDecay,
        verdict = certificate.Verdict,
        statement = certificate.Statement,
        objective = certificate.Objective,
        lowerBound = certificate.LowerBound,
        gap = certificate.Gap,
        relativeGap = certificate.RelativeGap,
        polar = new { certificate.Omega.Lower, certificate.Omega.Upper, certificate.Omega.IsExact, certificate.Omega.Method },
        stationarity = certificate.Stationarity,
        zeroUnits = certificate.ZeroUnits,
        unbalancedUnits = certificate.UnbalancedUnits,
        constraints = certificate.Constraints,
        decrease = certificate.Improvement?.Decrease,
        training = new { trained.GradientSteps, trained.PolishSteps, trained.GrownUnits, trained.IsStationary, trained.History },
        seconds,
    });

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Line(FormattableString text) => Output.Prose(Text(text));
}
