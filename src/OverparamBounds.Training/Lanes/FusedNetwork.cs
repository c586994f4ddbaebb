using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Perceptrons with one hidden layer and one output on up to four rows, such as XOR. A neuron's four pre-activations
/// stay in registers; on the way back each parameter is changed the moment its gradient is known.
/// </summary>
/// <remarks>
/// Every sum has the order that it has in <see cref="PanelNetwork{TLanes,TVector}"/>, so both give the same bits.
/// </remarks>
internal abstract unsafe class FusedNetwork<TLanes, TVector> : LaneNetwork<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Rows that the code is unrolled for; data of fewer is filled up with rows of weight 0.</summary>
    public const int MostRows = 4;

    private FusedNetwork(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers, int slots)
        : base(plan, rows, new([.. layers.OfType<Layer.Dense>()], slots))
    {
    }

    /// <summary>Whether a network has this form.</summary>
    public static bool Fits(TrainingPlan plan, IReadOnlyList<Layer> layers) =>
        plan.Data.Samples <= MostRows
        && plan.Judge.Targets.Outputs == 1
        && (plan.Rule.BatchSize ?? plan.Data.Samples) >= plan.Data.Samples
        && layers is [Layer.Dense first, Layer.Activation, Layer.Dense last]
        && first.Bias == last.Bias;

    /// <param name="rows">With at least so many spare rows that there are <see cref="MostRows"/>.</param>
    public static FusedNetwork<TLanes, TVector> Of(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers) =>
        ((Layer.Activation)layers[1]).Kind switch
        {
            ActivationKind.Relu => Of<LaneRelu>(plan, rows, layers),
            ActivationKind.LeakyRelu => Of<LaneLeakyRelu>(plan, rows, layers),
            ActivationKind.Tanh => Of<LaneTanh>(plan, rows, layers),
            ActivationKind.Sigmoid => Of<LaneSigmoid>(plan, rows, layers),
            ActivationKind.Erf => Of<LaneErf>(plan, rows, layers),
            ActivationKind.Gelu => Of<LaneGelu>(plan, rows, layers),
            ActivationKind.Softplus => Of<LaneSoftplus>(plan, rows, layers),
            _ => throw new ArgumentOutOfRangeException(nameof(layers)),
        };

    private static FusedNetwork<TLanes, TVector> Of<TActivation>(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers)
        where TActivation : struct, ILaneActivation =>
        rows.Encoding.Loss == LossKind.Logistic
            ? Of<TActivation, LaneLogistic>(plan, rows, layers)
            : Of<TActivation, LaneSquared>(plan, rows, layers);

    private static FusedNetwork<TLanes, TVector> Of<TActivation, TLoss>(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers)
        where TActivation : struct, ILaneActivation
        where TLoss : struct, ILaneLoss => plan.Rule switch
        {
            UpdateRule.Adam { WeightDecay: > 0 } => Of<TActivation, TLoss, LaneDecayedAdam>(plan, rows, layers),
            UpdateRule.Adam => Of<TActivation, TLoss, LaneAdam>(plan, rows, layers),
            UpdateRule.RootMeanSquare => Of<TActivation, TLoss, LaneRootMeanSquare>(plan, rows, layers),
            UpdateRule.Momentum { Decay: 0 } => Of<TActivation, TLoss, LaneDescent>(plan, rows, layers),
            UpdateRule.Momentum { Nesterov: true } => Of<TActivation, TLoss, LaneNesterov>(plan, rows, layers),
            UpdateRule.Momentum => Of<TActivation, TLoss, LaneMomentum>(plan, rows, layers),
            _ => throw new ArgumentException($"The lanes engine has no form of {plan.Rule}.", nameof(plan)),
        };

    /// <summary>Two inputs are unrolled, and the corners of the square ±1 in counting order, XOR's inputs, need no products.</summary>
    private static FusedNetwork<TLanes, TVector> Of<TActivation, TLoss, TRule>(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers)
        where TActivation : struct, ILaneActivation
        where TLoss : struct, ILaneLoss
        where TRule : struct, ILaneRule =>
        AreCorners(rows) ? new By<TActivation, TLoss, TRule, Corners>(plan, rows, layers)
        : rows.Features == 2 ? new By<TActivation, TLoss, TRule, Plane>(plan, rows, layers)
        : new By<TActivation, TLoss, TRule, AnySpace>(plan, rows, layers);

    private static bool AreCorners(LaneRows rows) =>
        rows.Count == 4 && rows.Features == 2
        && new ReadOnlySpan<float>(rows.Inputs, 8).SequenceEqual([-1, -1, -1, 1, 1, -1, 1, 1]);

    private sealed class By<TActivation, TLoss, TRule, TSpace> : FusedNetwork<TLanes, TVector>
        where TActivation : struct, ILaneActivation
        where TLoss : struct, ILaneLoss
        where TRule : struct, ILaneRule
        where TSpace : struct, ILaneSpace
    {
        private readonly int _inputs;
        private readonly int _width;
        private readonly bool _bias;
        private readonly LaneMemory _hidden;
        private readonly LaneMemory _kept;
        private readonly LaneMemory _outputs = new(MostRows * TLanes.Count);
        private readonly LaneMemory _gradients = new(MostRows * TLanes.Count);
        private readonly LaneMemory _scales = new(MostRows);

        public By(TrainingPlan plan, LaneRows rows, IReadOnlyList<Layer> layers)
            : base(plan, rows, layers, TRule.Slots)
        {
            var first = (Layer.Dense)layers[0];
            (_inputs, _width, _bias) = (first.Inputs, first.Outputs, first.Bias);
            _hidden = new((long)_width * MostRows * TLanes.Count);
            _kept = new(TActivation.SlopeFollowsOutput ? 0 : _hidden.Count);
            new Span<float>(_scales.Start, rows.Count).Fill(*rows.Scale);
        }

        public override void Dispose()
        {
            base.Dispose();
            _hidden.Dispose();
            _kept.Dispose();
            _outputs.Dispose();
            _gradients.Dispose();
            _scales.Dispose();
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public override void Descend(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                FindOutputs();
                FindLossGradients();
                GoBack(Schedule.Rates(step));
            }
        }

        public override void Forward()
        {
            FindOutputs();
            new ReadOnlySpan<float>(_outputs.Start, checked((int)Outputs.Count)).CopyTo(Outputs.Span);
        }

        /// <summary>Outputs of the four rows, and what the hidden neurons are on the way.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void FindOutputs()
        {
            var (z0, z1, z2, z3) = (default(TVector), default(TVector), default(TVector), default(TVector));
            var inputs = _inputs;
            var (x0, x1, x2, x3) = ((nint)Rows.Inputs, (nint)(Rows.Inputs + inputs), (nint)(Rows.Inputs + (2 * inputs)), (nint)(Rows.Inputs + (3 * inputs)));
            var weight = Weights.Values.Start;
            var outgoing = weight + ((nint)_width * (inputs + (_bias ? 1 : 0)) * TLanes.Count);
            var hidden = _hidden.Start;
            var kept = _kept.Start;
            z0 = _bias ? TLanes.Load(outgoing + ((nint)_width * TLanes.Count)) : TLanes.Broadcast(0);
            (z1, z2, z3) = (z0, z0, z0);
            var (p00, p01) = Pair(x0);
            var (p10, p11) = Pair(x1);
            var (p20, p21) = Pair(x2);
            var (p30, p31) = Pair(x3);
            for (var unit = _width; unit > 0; unit--)
            {
                var a0 = _bias ? TLanes.Load(weight + ((nint)inputs * TLanes.Count)) : TLanes.Broadcast(0);
                var (a1, a2, a3) = (a0, a0, a0);
                if (TSpace.AreCorners)
                {
                    var w0 = TLanes.Load(weight);
                    var w1 = TLanes.Load(weight + TLanes.Count);
                    var (low, high) = (TLanes.Subtract(a0, w0), TLanes.Add(a0, w0));
                    (a0, a1) = (TLanes.Subtract(low, w1), TLanes.Add(low, w1));
                    (a2, a3) = (TLanes.Subtract(high, w1), TLanes.Add(high, w1));
                    weight += 2 * TLanes.Count;
                }
                else if (TSpace.IsPlane)
                {
                    var w0 = TLanes.Load(weight);
                    var w1 = TLanes.Load(weight + TLanes.Count);
                    a0 = TLanes.MultiplyAdd(p01, w1, TLanes.MultiplyAdd(p00, w0, a0));
                    a1 = TLanes.MultiplyAdd(p11, w1, TLanes.MultiplyAdd(p10, w0, a1));
                    a2 = TLanes.MultiplyAdd(p21, w1, TLanes.MultiplyAdd(p20, w0, a2));
                    a3 = TLanes.MultiplyAdd(p31, w1, TLanes.MultiplyAdd(p30, w0, a3));
                    weight += 2 * TLanes.Count;
                }
                else
                {
                    for (nint input = 0; input < inputs; input++)
                    {
                        AddInput(x0, x1, x2, x3, input, TLanes.Load(weight), ref a0, ref a1, ref a2, ref a3);
                        weight += TLanes.Count;
                    }
                }

                weight += _bias ? TLanes.Count : 0;
                if (!TActivation.SlopeFollowsOutput)
                {
                    TLanes.Store(a0, kept);
                    TLanes.Store(a1, kept + TLanes.Count);
                    TLanes.Store(a2, kept + (2 * TLanes.Count));
                    TLanes.Store(a3, kept + (3 * TLanes.Count));
                    kept += MostRows * TLanes.Count;
                }

                a0 = TActivation.Value<TLanes, TVector>(a0);
                a1 = TActivation.Value<TLanes, TVector>(a1);
                a2 = TActivation.Value<TLanes, TVector>(a2);
                a3 = TActivation.Value<TLanes, TVector>(a3);
                TLanes.Store(a0, hidden);
                TLanes.Store(a1, hidden + TLanes.Count);
                TLanes.Store(a2, hidden + (2 * TLanes.Count));
                TLanes.Store(a3, hidden + (3 * TLanes.Count));
                hidden += MostRows * TLanes.Count;
                var v = TLanes.Load(outgoing);
                outgoing += TLanes.Count;
                z0 = TLanes.MultiplyAdd(a0, v, z0);
                z1 = TLanes.MultiplyAdd(a1, v, z1);
                z2 = TLanes.MultiplyAdd(a2, v, z2);
                z3 = TLanes.MultiplyAdd(a3, v, z3);
            }

            var outputs = _outputs.Start;
            TLanes.Store(z0, outputs);
            TLanes.Store(z1, outputs + TLanes.Count);
            TLanes.Store(z2, outputs + (2 * TLanes.Count));
            TLanes.Store(z3, outputs + (3 * TLanes.Count));
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void FindLossGradients()
        {
            var outputs = (nint)_outputs.Start;
            var gradients = _gradients.Start;
            var (targets, scales) = ((nint)Rows.Targets, (nint)_scales.Start);
            TLanes.Store(Gradient(Row(outputs, 0), targets, scales, 0), gradients);
            TLanes.Store(Gradient(Row(outputs, 1), targets, scales, 1), gradients + TLanes.Count);
            TLanes.Store(Gradient(Row(outputs, 2), targets, scales, 2), gradients + (2 * TLanes.Count));
            TLanes.Store(Gradient(Row(outputs, 3), targets, scales, 3), gradients + (3 * TLanes.Count));
        }

        /// <summary>Changes every parameter.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void GoBack(LaneRates<TLanes, TVector> rates)
        {
            var gradients = (nint)_gradients.Start;
            var (g0, g1, g2, g3) = (Row(gradients, 0), Row(gradients, 1), Row(gradients, 2), Row(gradients, 3));
            var inputs = _inputs;
            var (x0, x1, x2, x3) = ((nint)Rows.Inputs, (nint)(Rows.Inputs + inputs), (nint)(Rows.Inputs + (2 * inputs)), (nint)(Rows.Inputs + (3 * inputs)));
            var first = (nint)_width * (inputs + (_bias ? 1 : 0));
            var (weight, slot, mask) = ((nint)Weights.Values.Start, (nint)Weights.Slots.Start, (nint)Weights.Mask);
            var outgoing = weight + (first * Register);
            var outgoingSlot = slot + (first * Register * TRule.Slots);
            var outgoingMask = mask == 0 ? 0 : mask + (first * Register);
            var kept = (nint)(TActivation.SlopeFollowsOutput ? _hidden.Start : _kept.Start);
            var hidden = (nint)_hidden.Start;
            var (p00, p01) = Pair(x0);
            var (p10, p11) = Pair(x1);
            var (p20, p21) = Pair(x2);
            var (p30, p31) = Pair(x3);
            for (var unit = _width; unit > 0; unit--)
            {
                var v = TLanes.Load((float*)outgoing);
                var (a0, a1, a2, a3) = (Row(hidden, 0), Row(hidden, 1), Row(hidden, 2), Row(hidden, 3));
                var gradient = TLanes.MultiplyAdd(a1, g1, TLanes.Multiply(a0, g0));
                gradient = TLanes.MultiplyAdd(a3, g3, TLanes.MultiplyAdd(a2, g2, gradient));
                Change(ref outgoing, ref outgoingSlot, ref outgoingMask, v, gradient, rates);

                var d0 = Through(TLanes.Multiply(g0, v), TActivation.SlopeFollowsOutput ? a0 : Row(kept, 0));
                var d1 = Through(TLanes.Multiply(g1, v), TActivation.SlopeFollowsOutput ? a1 : Row(kept, 1));
                var d2 = Through(TLanes.Multiply(g2, v), TActivation.SlopeFollowsOutput ? a2 : Row(kept, 2));
                var d3 = Through(TLanes.Multiply(g3, v), TActivation.SlopeFollowsOutput ? a3 : Row(kept, 3));
                hidden += MostRows * Register;
                kept += MostRows * Register;
                var sum = TLanes.Add(d0, d1);
                if (TSpace.AreCorners)
                {
                    gradient = TLanes.Add(TLanes.Subtract(d2, sum), d3);
                    Change(ref weight, ref slot, ref mask, TLanes.Load((float*)weight), gradient, rates);
                    gradient = TLanes.Add(TLanes.Subtract(TLanes.Subtract(d1, d0), d2), d3);
                    Change(ref weight, ref slot, ref mask, TLanes.Load((float*)weight), gradient, rates);
                }
                else if (TSpace.IsPlane)
                {
                    gradient = TLanes.MultiplyAdd(p10, d1, TLanes.Multiply(p00, d0));
                    gradient = TLanes.MultiplyAdd(p30, d3, TLanes.MultiplyAdd(p20, d2, gradient));
                    Change(ref weight, ref slot, ref mask, TLanes.Load((float*)weight), gradient, rates);
                    gradient = TLanes.MultiplyAdd(p11, d1, TLanes.Multiply(p01, d0));
                    gradient = TLanes.MultiplyAdd(p31, d3, TLanes.MultiplyAdd(p21, d2, gradient));
                    Change(ref weight, ref slot, ref mask, TLanes.Load((float*)weight), gradient, rates);
                }
                else
                {
                    for (nint input = 0; input < inputs; input++)
                    {
                        gradient = InputGradient(x0, x1, x2, x3, input, d0, d1, d2, d3);
                        Change(ref weight, ref slot, ref mask, TLanes.Load((float*)weight), gradient, rates);
                    }
                }

                if (_bias)
                {
                    Change(ref weight, ref slot, ref mask, TLanes.Load((float*)weight), TLanes.Add(TLanes.Add(sum, d2), d3), rates);
                }
            }

            if (_bias)
            {
                Change(ref outgoing, ref outgoingSlot, ref outgoingMask, TLanes.Load((float*)outgoing), Sum(g0, g1, g2, g3), rates);
            }
        }

        private static nint Register
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => TLanes.Count * sizeof(float);
        }

        /// <summary>Two inputs of a row, which stay in registers while the neurons go by.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static (TVector First, TVector Second) Pair(nint row) =>
            TSpace.IsPlane && !TSpace.AreCorners ? (TLanes.Broadcast(((float*)row)[0]), TLanes.Broadcast(((float*)row)[1])) : default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void AddInput(
            nint x0, nint x1, nint x2, nint x3, nint input, TVector w, ref TVector a0, ref TVector a1, ref TVector a2, ref TVector a3)
        {
            a0 = TLanes.MultiplyAdd(TLanes.Broadcast(((float*)x0)[input]), w, a0);
            a1 = TLanes.MultiplyAdd(TLanes.Broadcast(((float*)x1)[input]), w, a1);
            a2 = TLanes.MultiplyAdd(TLanes.Broadcast(((float*)x2)[input]), w, a2);
            a3 = TLanes.MultiplyAdd(TLanes.Broadcast(((float*)x3)[input]), w, a3);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector InputGradient(
            nint x0, nint x1, nint x2, nint x3, nint input, TVector d0, TVector d1, TVector d2, TVector d3)
        {
            var gradient = TLanes.Multiply(TLanes.Broadcast(((float*)x0)[input]), d0);
            gradient = TLanes.MultiplyAdd(TLanes.Broadcast(((float*)x1)[input]), d1, gradient);
            gradient = TLanes.MultiplyAdd(TLanes.Broadcast(((float*)x2)[input]), d2, gradient);
            return TLanes.MultiplyAdd(TLanes.Broadcast(((float*)x3)[input]), d3, gradient);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Row(nint memory, int row) => TLanes.Load((float*)memory + (row * TLanes.Count));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Gradient(TVector z, nint targets, nint scales, int row) =>
            TLoss.Gradient<TLanes, TVector>(z, TLanes.Broadcast(((float*)targets)[row]), TLanes.Broadcast(((float*)scales)[row]));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Through(TVector gradient, TVector kept)
        {
            if (typeof(TActivation) == typeof(LaneRelu))
            {
                var zero = TLanes.Broadcast(0);
                return TLanes.Select(TLanes.GreaterThan(kept, zero), gradient, zero);
            }

            return TLanes.Multiply(gradient, TActivation.Slope<TLanes, TVector>(kept));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static TVector Sum(TVector first, TVector second, TVector third, TVector fourth) =>
            TLanes.Add(TLanes.Add(TLanes.Add(first, second), third), fourth);

        /// <summary>Updates one parameter and moves on to the next.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Change(
            ref nint weight, ref nint slot, ref nint mask, TVector value, TVector gradient, LaneRates<TLanes, TVector> rates)
        {
            if (mask != 0)
            {
                gradient = TLanes.Multiply(gradient, TLanes.Load((float*)mask));
                mask += Register;
            }

            TLanes.Store(TRule.Next<TLanes, TVector>(value, gradient, (float*)slot, rates), (float*)weight);
            weight += Register;
            slot += Register * TRule.Slots;
        }
    }
}

/// <summary>What the compiler may know of the inputs.</summary>
internal interface ILaneSpace
{
    /// <summary>Whether rows have two inputs.</summary>
    static abstract bool IsPlane { get; }

    /// <summary>Whether the rows are (-1, -1), (-1, 1), (1, -1), (1, 1): then sums and differences do what products would.</summary>
    static abstract bool AreCorners { get; }
}

internal readonly struct AnySpace : ILaneSpace
{
    public static bool IsPlane => false;

    public static bool AreCorners => false;
}

internal readonly struct Plane : ILaneSpace
{
    public static bool IsPlane => true;

    public static bool AreCorners => false;
}

internal readonly struct Corners : ILaneSpace
{
    public static bool IsPlane => true;

    public static bool AreCorners => true;
}
