using System.Runtime.CompilerServices;
using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Training.Lanes;

/// <summary>Changes all parameters of a group by their gradients.</summary>
internal abstract unsafe class LaneUpdate<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>State registers of a parameter.</summary>
    public abstract int Slots { get; }

    public static LaneUpdate<TLanes, TVector> Of(UpdateRule rule) => rule switch
    {
        UpdateRule.Adam { WeightDecay: > 0 } => new By<LaneDecayedAdam>(),
        UpdateRule.Adam => new By<LaneAdam>(),
        UpdateRule.RootMeanSquare => new By<LaneRootMeanSquare>(),
        UpdateRule.Momentum { Decay: 0 } => new By<LaneDescent>(),
        UpdateRule.Momentum { Nesterov: true } => new By<LaneNesterov>(),
        UpdateRule.Momentum => new By<LaneMomentum>(),
        _ => throw new ArgumentException($"The lanes engine has no form of {rule}.", nameof(rule)),
    };

    public abstract void Run(LaneWeights<TLanes, TVector> weights, float* gradients, LaneRates<TLanes, TVector> rates);

    private sealed class By<TRule> : LaneUpdate<TLanes, TVector>
        where TRule : struct, ILaneRule
    {
        public override int Slots => TRule.Slots;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Run(LaneWeights<TLanes, TVector> weights, float* gradients, LaneRates<TLanes, TVector> rates)
        {
            var (value, slots, mask) = ((nint)weights.Values.Start, (nint)weights.Slots.Start, (nint)weights.Mask);
            for (var left = weights.Count; left > 0; left--)
            {
                var gradient = TLanes.Load(gradients);
                if (mask != 0)
                {
                    gradient = TLanes.Multiply(gradient, TLanes.Load((float*)mask));
                    mask += TLanes.Count * sizeof(float);
                }

                TLanes.Store(TRule.Next<TLanes, TVector>(TLanes.Load((float*)value), gradient, (float*)slots, rates), (float*)value);
                gradients += TLanes.Count;
                value += TLanes.Count * sizeof(float);
                slots += TRule.Slots * TLanes.Count * sizeof(float);
            }
        }
    }
}
