using OverparamBounds.Jobs.Questions;
using OverparamBounds.Training;
using OverparamBounds.Training.Benchmarks;

namespace OverparamBounds.Jobs.Steps;

/// <summary>Measures the engines on the shapes that the project is about.</summary>
public static class MeasureSpeed
{
    private const string Full = "adam";
    private const string InBatches = "adam(batch=100)";

    private static readonly IReadOnlyList<SpeedShape> Perceptrons =
    [
        new("xor h=2", "xor", "mlp", "adam", 2),
        new("xor h=20", "xor", "mlp", "adam", 20),
        new("xor h=256", "xor", "mlp", "adam", 256),
        new("xor h=2", "xor", "mlp", "gd(lr=0.5)", 2),
        new("xor h=20", "xor", "mlp", "gd(lr=0.5)", 20),
        new("xor depth 3 h=16", "xor", "mlp(depth=3)", "adam", 16),
        new("parity(8,8) h=32", "parity(8,8)", "mlp", "adam", 32),
        new("sphere(100,10) h=16", "sphere(100,10)", "mlp", "adam", 16),
        new("sphere(100,10) h=64", "sphere(100,10)", "mlp", "adam", 64),
        new("sphere(100,10) h=64", "sphere(100,10)", "mlp", "gd(lr=0.5)", 64),
        new("digits(n=300) h=16", "digits(n=300)", "mlp", "adam", 16),
        new("digits(n=300) h=64", "digits(n=300)", "mlp", "adam", 64),
        new("digits(n=300) h=64", "digits(n=300)", "mlp", "gd(lr=0.5)", 64),
        new("784-64-10 n=1000", "clusters(n=1000,d=784,K=10,C=10)", "mlp", "adam", 64),
    ];

    /// <summary>Each architecture at about the smallest size that trains (docs/answers.md), and at larger ones.</summary>
    private static readonly IReadOnlyList<SpeedShape> Architectures =
    [
        .. Widths("runparity(T=8)", "rnn", Full, 8, 64),
        .. Widths("runparity(T=8)", "gru", Full, 2, 16, 64),
        .. Widths("runparity(T=8)", "lstm", Full, 2, 16),
        .. Widths("copy(L=4,A=4)", "rnn", Full, 7),
        .. Widths("copy(L=4,A=4)", "gru", Full, 7),
        .. Widths("copy(L=4,A=4)", "lstm", Full, 6),
        .. Widths("recall(P=3,K=4,V=3)", "transformer(layers=2)", InBatches, 6, 16),
        .. Widths("induction(L=8,A=4,n=2000)", "transformer(layers=2)", InBatches, 6, 64),
        .. Widths("modadd(p=7,as=tokens)", "transformer(layers=2)", Full, 6),
        .. Widths("phototiles10(n=50)", "allconv", Full, 4, 8, 16),
        .. Widths("phototiles10(n=50)", "resnet", Full, 2, 8),
        .. Widths("phototiles10(n=50)", "lenet5", Full, 2, 8),
        .. Widths("phototiles10(n=50)", "conv2", Full, 2, 8),
    ];

    /// <summary>The shapes that are measured where none is named.</summary>
    /// <param name="quick">The first two alone.</param>
    /// <param name="architectures">Those of images and sequences instead of perceptrons.</param>
    public static IReadOnlyList<SpeedShape> Usual(bool quick, bool architectures)
    {
        var shapes = architectures ? Architectures : Perceptrons;
        return quick ? [.. shapes.Take(2)] : shapes;
    }

    /// <param name="quick">Whether rounds are short.</param>
    /// <param name="python">An interpreter with torch, to compare with; null for none.</param>
    /// <param name="begin">Told the name of each shape before it is measured.</param>
    /// <exception cref="Core.Specs.RequestException">A task, architecture or optimizer that is not known, or that do not go together.</exception>
    public static IReadOnlyList<BenchmarkRow> Run(
        IReadOnlyList<SpeedShape> shapes, bool quick, PythonTorch? python, Action<string> begin, CancellationToken cancellationToken)
    {
        var benchmark = quick ? new SpeedBenchmark(rounds: 3, roundSeconds: 0.3, python) : new SpeedBenchmark(rounds: 5, roundSeconds: 0.7, python);
        var plans = shapes.Select(Plan).ToList();
        var rows = new List<BenchmarkRow>();
        foreach (var (shape, plan) in shapes.Zip(plans))
        {
            begin($"{shape.Name} {shape.Optimizer}");
            rows.AddRange(benchmark.Measure(shape.Name, plan, shape.Width, cancellationToken));
        }

        return rows;
    }

    /// <summary>Lanes on <see cref="SteadyShape"/>, window by window, for as long as asked.</summary>
    public static IReadOnlyList<SpeedWindow> RunSteadily(
        TimeSpan duration, Action<SpeedWindow> report, CancellationToken cancellationToken) => SteadySpeed.Measure(
            Plan(SteadyShape),
            SteadyShape.Width,
            Math.Max(2, (int)Math.Round(duration.TotalSeconds / SteadySpeed.WindowSeconds)),
            report,
            cancellationToken);

    /// <summary>The shape of a long run: arithmetic-bound, and at home in the cache.</summary>
    private static SpeedShape SteadyShape => Perceptrons.Single(shape => shape is { Name: "digits(n=300) h=64", Optimizer: "adam" });

    private static IEnumerable<SpeedShape> Widths(string task, string architecture, string optimizer, params IReadOnlyList<int> widths) =>
        widths.Select(width => SpeedShape.Of(task, architecture, optimizer, width));

    private static TrainingPlan Plan(SpeedShape shape) => QuestionBinder.Bind(new()
    {
        Task = shape.Task,
        Architecture = shape.Architecture,
        Optimizer = shape.Optimizer,

        // Tested at the end of the budget alone, so that steps are what is timed.
        Criterion = "Z1(every=1000000000)",
    }).Plan;
}

/// <summary>What is measured.</summary>
public sealed record SpeedShape(string Name, string Task, string Architecture, string Optimizer, int Width)
{
    /// <summary>A shape with a name made of its parts.</summary>
    public static SpeedShape Of(string task, string architecture, string optimizer, int width) =>
        new($"{task} {architecture} {width}", task, architecture, optimizer, width);
}
