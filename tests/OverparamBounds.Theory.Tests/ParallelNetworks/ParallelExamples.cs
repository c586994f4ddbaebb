using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.ParallelNetworks;

namespace OverparamBounds.Theory.Tests.ParallelNetworks;

internal static class ParallelExamples
{
    /// <summary>The corners of XOR with a one appended, on the unit sphere.</summary>
    public static double[] LiftedXor { get; } =
        [.. new double[] { -1, -1, 1, -1, 1, 1, 1, -1, 1, 1, 1, 1 }.Select(value => value / Math.Sqrt(3))];

    public static ParallelProblem Xor(double weightDecay) => new(LiftedXor, [-1, 1, 1, -1], 4, weightDecay);

    public static ParallelProblem Random(ulong seed, int samples, int features, int outputs = 1, double weightDecay = 0.1) =>
        new(Normal(seed, samples * features), Normal(seed + 1_000, samples * outputs), samples, weightDecay);

    public static ParallelNetwork RandomNetwork(ulong seed, ParallelProblem problem, int units) =>
        new(Normal(seed + 2_000, units * problem.Features), Normal(seed + 3_000, units * problem.Outputs), units);

    public static double[] Normal(ulong seed, int count)
    {
        var draws = new RandomSequence(seed, RandomPurpose.Data);
        return [.. Enumerable.Range(0, count).Select(_ => draws.NextNormal())];
    }

    public static ParallelTrainingResult Train(ParallelProblem problem, ParallelTrainingOptions options) =>
        ParallelTraining.Run(problem, options, TestContext.Current.CancellationToken);

    public static OptimalityCertificate Certify(ParallelProblem problem, ParallelNetwork network) =>
        OptimalityCertificate.Of(problem, network, TestContext.Current.CancellationToken);

    public static PolarValue Polar(ParallelProblem problem, PolarOptions? options = null) =>
        Polar(problem.Inputs, problem.Targets, problem.Samples, options);

    public static PolarValue Polar(double[] inputs, double[] slopes, int samples, PolarOptions? options = null) =>
        PolarValue.Of(inputs, slopes, samples, options ?? new PolarOptions(), TestContext.Current.CancellationToken);

    public static double Norm(IEnumerable<double> values) => Math.Sqrt(values.Sum(value => value * value));

    /// <summary>||Gᵀ relu(X w)||, written without the code under test.</summary>
    public static double Answer(ParallelProblem problem, double[] direction)
    {
        var answers = new double[problem.Outputs];
        for (var row = 0; row < problem.Samples; row++)
        {
            var activation = 0.0;
            for (var column = 0; column < problem.Features; column++)
            {
                activation += problem.Inputs[(row * problem.Features) + column] * direction[column];
            }

            for (var output = 0; output < problem.Outputs; output++)
            {
                answers[output] += Math.Max(0, activation) * problem.Targets[(row * problem.Outputs) + output];
            }
        }

        return Norm(answers);
    }
}
