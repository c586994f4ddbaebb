using System.Runtime.CompilerServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>A loss that is a sum over single outputs.</summary>
internal interface ILaneLoss
{
    /// <summary>Derivative of the loss by the output.</summary>
    /// <param name="scale">Weight of the row: 1/n for a mean over n rows, 0 for a row that is not there.</param>
    static abstract TVector Gradient<TLanes, TVector>(TVector output, TVector target, TVector scale)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct;
}

/// <summary>log(1 + exp(-(2t-1) z)) for a target t of 0 or 1.</summary>
internal readonly struct LaneLogistic : ILaneLoss
{
    /// <remarks>-y / (1 + exp(y z)) with y = 2t - 1 keeps its relative accuracy for well-classified rows.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TLanes, TVector>(TVector output, TVector target, TVector scale)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct
    {
        var sign = TLanes.MultiplyAdd(TLanes.Broadcast(2), target, TLanes.Broadcast(-1));
        var odds = LaneFunctions<TLanes, TVector>.Exp(TLanes.Multiply(sign, output));
        return TLanes.Divide(
            TLanes.Multiply(TLanes.Negate(sign), scale), TLanes.Add(odds, TLanes.Broadcast(1)));
    }
}

/// <summary>(z - t)², with the factor 2 of its derivative inside the scale.</summary>
internal readonly struct LaneSquared : ILaneLoss
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient<TLanes, TVector>(TVector output, TVector target, TVector scale)
        where TLanes : struct, ILanes<TVector>
        where TVector : struct => TLanes.Multiply(TLanes.Subtract(output, target), scale);
}

/// <summary>Where the rows of a panel stand: outputs, their gradients, targets and weights. Strides count floats.</summary>
internal unsafe struct LossPlaces
{
    public float* Outputs;
    public float* Gradients;

    /// <summary>From one output unit of a row to the next, in outputs and gradients.</summary>
    public nint Column;

    public float* Targets;
    public nint TargetRow;
    public nint TargetColumn;

    public float* Scales;
    public nint ScaleRow;

    public int Rows;
    public int Columns;
}

/// <summary>Gradients of the losses by the outputs of a panel, whose targets are shared by the networks or each network's own.</summary>
internal static unsafe class LaneLossGradient<TLanes, TVector, TTarget>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
    where TTarget : struct, ILaneOperand
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Each<TLoss>(in LossPlaces places)
        where TLoss : struct, ILaneLoss
    {
        for (var column = 0; column < places.Columns; column++)
        {
            var output = places.Outputs + (column * places.Column);
            var gradient = places.Gradients + (column * places.Column);
            var target = places.Targets + (column * places.TargetColumn);
            var scale = places.Scales;
            for (var row = 0; row < places.Rows; row++)
            {
                TLanes.Store(
                    TLoss.Gradient<TLanes, TVector>(
                        TLanes.Load(output), TTarget.Load<TLanes, TVector>(target), TTarget.Load<TLanes, TVector>(scale)),
                    gradient);
                output += TLanes.Count;
                gradient += TLanes.Count;
                target += places.TargetRow;
                scale += places.ScaleRow;
            }
        }
    }

    /// <summary>Cross-entropy of the softmax over the columns; targets are one-hot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(in LossPlaces places)
    {
        var (column, columns) = (places.Column, places.Columns);
        for (var row = 0; row < places.Rows; row++)
        {
            var output = places.Outputs + (row * TLanes.Count);
            var gradient = places.Gradients + (row * TLanes.Count);
            var largest = TLanes.Load(output);
            for (var i = 1; i < columns; i++)
            {
                var value = TLanes.Load(output + (i * column));
                largest = TLanes.Select(TLanes.GreaterThan(value, largest), value, largest);
            }

            var sum = TLanes.Broadcast(0);
            for (var i = 0; i < columns; i++)
            {
                var part = LaneFunctions<TLanes, TVector>.Exp(TLanes.Subtract(TLanes.Load(output + (i * column)), largest));
                TLanes.Store(part, gradient + (i * column));
                sum = TLanes.Add(sum, part);
            }

            var inverse = TLanes.Divide(TLanes.Broadcast(1), sum);
            var scale = TTarget.Load<TLanes, TVector>(places.Scales + (row * places.ScaleRow));
            var target = places.Targets + (row * places.TargetRow);
            for (var i = 0; i < columns; i++)
            {
                var away = TLanes.MultiplyAdd(
                    TLanes.Load(gradient + (i * column)),
                    inverse,
                    TLanes.Negate(TTarget.Load<TLanes, TVector>(target + (i * places.TargetColumn))));
                TLanes.Store(TLanes.Multiply(away, scale), gradient + (i * column));
            }
        }
    }
}
