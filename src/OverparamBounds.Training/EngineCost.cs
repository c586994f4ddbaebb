using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training;

/// <summary>
/// What a network-step costs on each engine, as measured on one core with 512-bit registers (docs/engines.md) and
/// scaled to this one's registers. It need not be exact, only tell which engine is faster where that matters; it
/// depends on nothing that changes between two runs on a machine.
/// </summary>
public static class EngineCost
{
    /// <summary>Operations a second of lanes whose weights fit the cache.</summary>
    private const double LaneOperations = 155e9;

    /// <summary>Weights of a layer, for all lanes of a group, at which its products are half as fast; the first layer reads its weights in order.</summary>
    private const double HalfSpeedBytesOfFirst = 15e6;

    private const double HalfSpeedBytes = 7e6;
    private const double LaneSecondsOfParameter = 0.28e-9;
    private const double LaneSecondsOfUnit = 0.1e-9;
    private const double LaneSecondsOfCurvedUnit = 0.6e-9;
    private const double LaneOverhead = 5e-9;

    /// <summary>Fused multiply-adds by a library call, where the processor has none.</summary>
    private const double EmulationFactor = 100;

    private const double TorchOperations = 70e9;
    private const double TorchSecondsOfParameter = 5e-9;
    private const double TorchSecondsOfUnit = 3e-9;
    private const double TorchOverhead = 0.15e-6;

    /// <summary>Rules of thumb, not measured: an L-BFGS step as so many gradients in float32, and the speed of LM's solves in double.</summary>
    private const double SearchEvaluations = 5;
    private const double SolveOperationsPerSecond = 7e9;

    /// <summary>Seconds of a network-step on lanes, on one thread; infinite where they have no form of the network or the optimizer.</summary>
    public static double LaneSeconds(TrainingPlan plan, int width)
    {
        if (!plan.Rule.IsElementwise)
        {
            return double.PositiveInfinity;
        }

        var layers = plan.Layers(width);
        if (!LaneGroup.Trains(plan, layers))
        {
            return double.PositiveInfinity;
        }

        var lanes = LaneGroup.BestVectorBits / 32;
        var scale = 16.0 / lanes * (HasFusedArithmetic ? 1 : EmulationFactor);
        var seconds = 0.0;
        var first = true;
        foreach (var layer in layers.SelectMany(layer => layer.Leaves).Where(layer => layer.Products > 0))
        {
            var slowing = 1 + ((double)layer.ParameterCount * lanes * sizeof(float) / (first ? HalfSpeedBytesOfFirst : HalfSpeedBytes));
            seconds += (first ? 4 : 6) * Rows(plan) * layer.Products / LaneOperations * slowing;
            first = false;
        }

        seconds += layers.Sum(layer => layer.ParameterCount) * LaneSecondsOfParameter;
        seconds += Rows(plan) * SecondsOfNumbers(layers);
        return (seconds + LaneOverhead) * scale;
    }

    /// <summary>What a row costs beside the products.</summary>
    private static double SecondsOfNumbers(IReadOnlyList<Layer> layers)
    {
        var curves = layers.SelectMany(layer => layer.Leaves).OfType<Layer.Activation>().Any(layer => !layer.Kind.IsPositivelyHomogeneous());
        return layers.SelectMany(layer => layer.Leaves).Sum(layer => layer switch
        {
            Layer.Dense dense => (double)dense.Positions * dense.Outputs * (curves ? LaneSecondsOfCurvedUnit : LaneSecondsOfUnit),
            Layer.Convolution convolution => (double)convolution.Window.Positions * convolution.Outputs * (curves ? LaneSecondsOfCurvedUnit : LaneSecondsOfUnit),
            _ => (layer.Activations * LaneSecondsOfUnit) + (Curved(layer) * LaneSecondsOfCurvedUnit),
        });
    }

    /// <summary>Logistics, hyperbolic tangents and exponentials that a layer takes for a row.</summary>
    private static double Curved(Layer layer) => layer switch
    {
        Layer.Recurrent { Kind: RecurrentKind.Elman } cell => (double)cell.Length * cell.Hidden * (cell.Nonlinearity.IsPositivelyHomogeneous() ? 0 : 1),
        Layer.Recurrent { Kind: RecurrentKind.Gru } cell => 3.0 * cell.Length * cell.Hidden,
        Layer.Recurrent cell => 5.0 * cell.Length * cell.Hidden,
        Layer.Attention attention => (double)attention.Heads * attention.Length * attention.Length,
        _ => 0,
    };

    /// <summary>Seconds of a network-step on torch, on one thread of a CPU with the best number of replicas.</summary>
    public static double TorchSeconds(TrainingPlan plan, int width)
    {
        var layers = plan.Layers(width);
        var gradient = (StepOperations.Of(plan, width) / TorchOperations)
            + (layers.Sum(layer => layer.ParameterCount) * TorchSecondsOfParameter)
            + (layers.Sum(layer => (double)layer.Activations) * Rows(plan) * TorchSecondsOfUnit)
            + TorchOverhead;
        return plan.Rule switch
        {
            UpdateRule.SharpnessAware => 2 * gradient,
            UpdateRule.QuasiNewton newton => (SearchEvaluations * gradient) + (layers.Sum(layer => layer.ParameterCount) * newton.History * 4 * TorchSecondsOfParameter),
            UpdateRule.LevenbergMarquardt => (plan.Judge.Targets.Outputs * gradient) + (SolveOperations(plan, layers) / SolveOperationsPerSecond),
            _ => gradient,
        };
    }

    /// <summary>J'J or JJ', and the Cholesky root of it.</summary>
    private static double SolveOperations(TrainingPlan plan, IReadOnlyList<Layer> layers)
    {
        var parameters = (double)layers.Sum(layer => layer.ParameterCount);
        var residuals = (double)plan.Data.Samples * plan.Judge.Targets.Outputs;
        var (side, other) = (Math.Min(parameters, residuals), Math.Max(parameters, residuals));
        return (2 * side * side * other) + (side * side * side / 3);
    }

    /// <summary>Seconds of a network-step on one thread of a CPU, on the engine that is predicted to be the faster.</summary>
    public static double Seconds(TrainingPlan plan, int width) => Math.Min(LaneSeconds(plan, width), TorchSeconds(plan, width));

    /// <summary>Whether lanes are predicted to be the faster.</summary>
    public static bool PrefersLanes(TrainingPlan plan, int width) => LaneSeconds(plan, width) <= TorchSeconds(plan, width);

    private static bool HasFusedArithmetic => Vector512.IsHardwareAccelerated || Fma.IsSupported || AdvSimd.IsSupported;

    private static double Rows(TrainingPlan plan) => Math.Min(plan.Rule.BatchSize ?? int.MaxValue, plan.Data.Samples);
}
