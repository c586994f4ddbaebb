using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>An elementwise map over memory, forward and back, for layers whose product does not do it in passing.</summary>
internal abstract unsafe class LaneMap<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Whether the pre-activations must be kept for the way back.</summary>
    public abstract bool KeepsInput { get; }

    public static LaneMap<TLanes, TVector> Of(ActivationKind kind) => kind switch
    {
        ActivationKind.Relu => new Map<LaneRelu>(),
        ActivationKind.LeakyRelu => new Map<LaneLeakyRelu>(),
        ActivationKind.Tanh => new Map<LaneTanh>(),
        ActivationKind.Sigmoid => new Map<LaneSigmoid>(),
        ActivationKind.Erf => new Map<LaneErf>(),
        ActivationKind.Gelu => new Map<LaneGelu>(),
        ActivationKind.Softplus => new Map<LaneSoftplus>(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>Replaces pre-activations by outputs.</summary>
    /// <param name="kept">Receives the pre-activations where they are needed later.</param>
    /// <param name="elements">Registers, one after the other.</param>
    public abstract void Forward(float* values, float* kept, int elements);

    /// <summary>Multiplies gradients by the slope.</summary>
    /// <param name="kept">Outputs, or the pre-activations that <see cref="Forward"/> kept.</param>
    public abstract void Backward(float* gradients, float* kept, int elements);

    private sealed class Map<TActivation> : LaneMap<TLanes, TVector>
        where TActivation : struct, ILaneActivation
    {
        public override bool KeepsInput => !TActivation.SlopeFollowsOutput;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Forward(float* values, float* kept, int elements)
        {
            for (var end = values + ((nint)elements * TLanes.Count); values < end; values += TLanes.Count)
            {
                var z = TLanes.Load(values);
                TLanes.Store(TActivation.Value<TLanes, TVector>(z), values);
                if (!TActivation.SlopeFollowsOutput)
                {
                    TLanes.Store(z, kept);
                    kept += TLanes.Count;
                }
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Backward(float* gradients, float* kept, int elements)
        {
            for (var end = gradients + ((nint)elements * TLanes.Count); gradients < end; gradients += TLanes.Count)
            {
                var slope = TActivation.Slope<TLanes, TVector>(TLanes.Load(kept));
                TLanes.Store(TLanes.Multiply(TLanes.Load(gradients), slope), gradients);
                kept += TLanes.Count;
            }
        }
    }
}
