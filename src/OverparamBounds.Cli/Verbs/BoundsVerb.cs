using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using OverparamBounds.Cli.Terminal;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Steps;
using OverparamBounds.Reporting.Reports;
using OverparamBounds.Theory;
using OverparamBounds.Theory.Geometry;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Cli.Verbs;

/// <summary>Every bound for a task and an architecture.</summary>
internal static class BoundsVerb
{
    /// <summary>Rows from which on a kernel takes seconds.</summary>
    private const int SlowKernelRows = 2000;

    private static readonly Argument<string> Task = new("task") { Description = "What to fit, such as xor or 'sphere(n=200,d=20)'. See 'overparam catalog tasks'." };
    private static readonly Option<string?> Labels = new("--labels") { Description = "true, random, shuffled or flip(q): which labels to fit." };
    private static readonly Option<string> Architecture = OptionOf.Text("--arch", "mlp(depth=1,act=relu)", "The family whose width is bounded.");
    private static readonly Option<string> Optimizer = OptionOf.Text("--optimizer", "adam(lr=0.01)", "What the theorems' assumptions are checked against.");
    private static readonly Option<string?> Criterion = new("--criterion") { Description = "Z1, Z0 or mse(tol): whether the squared loss is trained. Default: Z1 for classes, mse for real targets." };
    private static readonly Option<double> Success = OptionOf.Real("--success", 0.9, "1 - δ: the probability at which theorems hold.");
    private static readonly Option<int?> Tokens = new("--tokens") { Description = "Read each row as a sequence of so many tokens, for bounds about transformers and recurrent networks." };
    private static readonly Option<string?> Image = new("--image") { Description = "Read each row as an image, such as 8x8 or 3x32x32 (channels first), for bounds about convolutions." };
    private static readonly Option<int> KernelRows = new("--kernel-rows") { Description = "Rows up to which kernels are computed; of more, the first so many.", DefaultValueFactory = _ => DataSurvey.KernelRowLimit };

    private static readonly Option<string?> Scaling = new("--scaling") { Description = "How each bound grows: n=8..1024 (octaves), d=4,8,16, C=2..16, depth=1..8 or separation=0.001..1. Every printed exponent beside the effective one." };

    public static Command Command { get; } = Make();

    private static Command Make()
    {
        var command = new Command("bounds", "Every bound for a task and an architecture: value, kind, assumptions met or broken, kernel spectrum.")
        {
            Task, Labels, Architecture, Optimizer, Criterion, Success, Tokens, Image, KernelRows, Scaling,
            CommonOptions.Out, CommonOptions.Json, CommonOptions.Quiet,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var request = new QuestionRequest
        {
            Task = parsed.GetValue(Task)!,
            Labels = parsed.GetValue(Labels),
            Architecture = parsed.GetValue(Architecture)!,
            Optimizer = parsed.GetValue(Optimizer)!,
            Criterion = parsed.GetValue(Criterion),
            Success = parsed.GetValue(Success),
            MaxWidth = 1,
        };
        var rows = parsed.GetValue(KernelRows);
        if (rows is < 1 or > DataSurvey.KernelRowLimit)
        {
            throw new RequestException($"--kernel-rows: {rows} is not in 1..{DataSurvey.KernelRowLimit}.");
        }

        if (parsed.GetValue(Scaling) is { } scaling)
        {
            return System.Threading.Tasks.Task.FromResult(Scale(parsed, request, ScalingRange.Parse(scaling), clock, cancellationToken));
        }

        var question = QuestionBinder.Bind(request);
        var computed = Math.Min(rows, question.Task.Data.Samples);
        if (computed > SlowKernelRows && !parsed.GetValue(CommonOptions.Json) && !parsed.GetValue(CommonOptions.Quiet))
        {
            Console.Error.WriteLine($"computing kernels of {computed} rows, up to a minute; --kernel-rows {SlowKernelRows} is faster …");
        }

        var folder = parsed.GetValue(CommonOptions.Out)!;
        ReportWriter.CheckFolder(folder);
        var theory = SurveyTheory.Of(question, rows, cancellationToken).ReadAs(ReadTokens(parsed, question), ReadLayout(parsed, question));
        var answer = ComposeBounds.From(question, theory, () => clock.Elapsed.TotalSeconds, cancellationToken);
        var files = ReportWriter.WriteLadder(answer, folder, FileName(answer));
        answer = answer with { Files = new(files.Svg, files.Png, files.Csv) };
        if (parsed.GetValue(CommonOptions.Json))
        {
            Output.WriteJson(answer);
        }
        else if (parsed.GetValue(CommonOptions.Quiet))
        {
            BoundsText.WriteSummary(answer);
        }
        else
        {
            BoundsText.Write(answer);
        }

        return System.Threading.Tasks.Task.FromResult(ExitCode.Done);
    }

    /// <summary>The task's id and a hash of everything that the values depend on.</summary>
    private static string FileName(BoundsAnswer answer)
    {
        var asked = $"{answer.Task}|{answer.Architecture}|{answer.Optimizer}|{answer.Criterion}|{SpecText.Number(answer.Success)}";
        return $"{answer.Task.Split('(')[0]}-{RandomSequence.KeyOf(asked):x16}"[..^8] + "-bounds";
    }

    private static int Scale(ParseResult parsed, QuestionRequest request, ScalingRange range, Stopwatch clock, CancellationToken cancellationToken)
    {
        var json = parsed.GetValue(CommonOptions.Json);
        var isSilent = json || parsed.GetValue(CommonOptions.Quiet);
        var answer = new ScaleBounds(request, range.Variable, range.Values).Run(
            parsed.GetValue(KernelRows),
            () => clock.Elapsed.TotalSeconds,
            value =>
            {
                if (!isSilent)
                {
                    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"computing {range.Variable.Name()} = {value} …"));
                }
            },
            cancellationToken);
        if (json)
        {
            Output.WriteJson(answer);
        }
        else
        {
            ScalingText.Write(answer);
        }

        return ExitCode.Done;
    }

    private static int? ReadTokens(ParseResult parsed, Question question)
    {
        var features = question.Task.Data.Features;
        return parsed.GetValue(Tokens) is not { } tokens ? null
            : question.Task.Data.Shape is InputShape.Tokens ? throw new RequestException($"--tokens: the rows of this task are sequences of {features} tokens already; leave it out.")
            : tokens < 1 ? throw new RequestException($"--tokens: {tokens} must be at least 1.")
            : features % tokens == 0 ? tokens
            : throw new RequestException($"--tokens: {features} features are no {tokens} tokens of equal size; use a divisor of {features}.");
    }

    private static PatchLayout? ReadLayout(ParseResult parsed, Question question)
    {
        if (parsed.GetValue(Image) is not { } text)
        {
            return null;
        }

        if (question.Task.Data.Shape is InputShape.Tokens)
        {
            throw new RequestException("--image: the rows of this task are sequences; leave it out.");
        }

        const int taps = 3;
        var features = question.Task.Data.Features;
        var sides = text.Split('x').Select(part => int.TryParse(part, out var side) && side > 0 ? side : 0).ToList();
        return sides switch
        {
            [> 0 and var height, > 0 and var width] when (long)height * width == features => new(1, height, width, taps),
            [> 0 and var channels, > 0 and var height, > 0 and var width] when (long)channels * height * width == features =>
                new(channels, height, width, taps),
            _ => throw new RequestException($"--image: '{text}' is no height x width or channels x height x width of {features} features, such as {Widest(features)}x{features / Widest(features)}."),
        };
    }

    /// <summary>The largest divisor up to the square root: the side of the squarest image.</summary>
    private static int Widest(int features) =>
        Enumerable.Range(1, (int)Math.Sqrt(features)).Last(side => features % side == 0);
}
