namespace OverparamBounds.Training.Benchmarks;

/// <summary>Speed of one engine on one shape, measured in the same run as the others.</summary>
/// <param name="Shape">Task and width, such as "xor h=20".</param>
/// <param name="Optimizer">Canonical optimizer.</param>
/// <param name="Engine">"lanes", "torch" (replica axis), "torch-single" (one network at a time, eager) or "pytorch" (the same in Python).</param>
/// <param name="Replicas">Networks trained together; for torch the fastest number of those tried.</param>
/// <param name="NetworkStepsPerSecond">Median over interleaved rounds, one thread.</param>
/// <param name="Slowest">Slowest round.</param>
/// <param name="Fastest">Fastest round.</param>
/// <param name="Gflops">1e9 floating-point operations a second in the matrix products of a step.</param>
/// <param name="PeakGflops">The same of a loop of fused multiply-adds on registers alone, in the same rounds.</param>
/// <param name="ShareOfPeak">Median of the rounds' shares of that peak.</param>
/// <param name="RatioToSingle">Median of the rounds' ratios to torch-single.</param>
public sealed record BenchmarkRow(
    string Shape,
    string Optimizer,
    string Engine,
    int Replicas,
    double NetworkStepsPerSecond,
    double Slowest,
    double Fastest,
    double Gflops,
    double PeakGflops,
    double ShareOfPeak,
    double RatioToSingle);
