using OverparamBounds.Jobs.Questions;
using OverparamBounds.Training;
using OverparamBounds.Training.Benchmarks;

namespace OverparamBounds.Jobs.Steps;

/// <summary>Measures the engines on the shapes that the project is about.</summary>
public static class MeasureSpeed
{
    private static readonly IReadOnlyList<Shape> Shapes =
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

    /// <param name="quick">The first two shapes, in short rounds.</param>
    /// <param name="python">An interpreter with torch, to compare with; null for none.</param>
    /// <param name="begin">Told the name of each shape before it is measured.</param>
    public static IReadOnlyList<BenchmarkRow> Run(
        bool quick, PythonTorch? python, Action<string> begin, CancellationToken cancellationToken)
    {
        var benchmark = quick ? new SpeedBenchmark(rounds: 3, roundSeconds: 0.3, python) : new SpeedBenchmark(rounds: 5, roundSeconds: 0.7, python);
        var rows = new List<BenchmarkRow>();
        foreach (var shape in quick ? Shapes.Take(2) : Shapes)
        {
            begin($"{shape.Name} {shape.Optimizer}");
            rows.AddRange(benchmark.Measure(shape.Name, shape.Plan(), shape.Width, cancellationToken));
        }

        return rows;
    }

    /// <summary>Lanes on <see cref="SteadyShape"/>, window by window, for as long as asked.</summary>
    public static IReadOnlyList<SpeedWindow> RunSteadily(
        TimeSpan duration, Action<SpeedWindow> report, CancellationToken cancellationToken) => SteadySpeed.Measure(
            SteadyShape.Plan(),
            SteadyShape.Width,
            Math.Max(2, (int)Math.Round(duration.TotalSeconds / SteadySpeed.WindowSeconds)),
            report,
            cancellationToken);

    /// <summary>The shape of a long run: arithmetic-bound, and at home in the cache.</summary>
    private static Shape SteadyShape => Shapes.Single(shape => shape is { Name: "digits(n=300) h=64", Optimizer: "adam" });

    private sealed record Shape(string Name, string Task, string Architecture, string Optimizer, int Width)
    {
        public TrainingPlan Plan() => QuestionBinder.Bind(new()
        {
            Task = Task,
            Architecture = Architecture,
            Optimizer = Optimizer,

            // Tested at the end of the budget alone, so that steps are what is timed.
            Criterion = "Z1(every=1000000000)",
        }).Plan;
    }
}
