using System.Runtime.CompilerServices;
using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Training.Lanes;

/// <summary>The learning rates of the lanes of a group, each at its own step of its own training.</summary>
internal sealed unsafe class LaneSchedule<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Steps that can be prepared at once.</summary>
    public const int MostSteps = 64;

    /// <summary>Rates and corrections are looked up below this step and computed from it on.</summary>
    private const int TableSteps = 1 << 16;

    private readonly UpdateRule _rule;
    private readonly UpdateRule.Adam? _adam;

    /// <summary>Whether the numbers differ from step to step.</summary>
    private readonly bool _varies;
    private readonly int _tableSteps;
    private readonly LaneMemory _constants = new(LaneRates<TLanes, TVector>.ConstantRegisters * TLanes.Count);

    /// <summary>Rate, correction and what weight decay leaves, step by step.</summary>
    private readonly LaneMemory _rates = new(MostSteps * StepStride);
    private readonly Dictionary<double, float[]> _rateTables = [];
    private readonly float[] _correctionTable = [];
    private readonly int[] _steps = new int[TLanes.Count];
    private readonly double[] _learningRates = new double[TLanes.Count];
    private readonly float[][] _tables = new float[TLanes.Count][];

    /// <param name="stepLimit">Steps of the longest training.</param>
    public LaneSchedule(UpdateRule rule, int stepLimit)
    {
        _rule = rule;
        _adam = rule as UpdateRule.Adam;
        _varies = _adam is not null || !rule.Schedule.IsConstant;
        _tableSteps = Math.Min(stepLimit, TableSteps) + 1;
        SetConstants(rule);
        if (_adam is not null)
        {
            _correctionTable = Table(_adam.Decay2, (_, power) => (float)(1 / Math.Sqrt(1 - power)));
        }

        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            Start(lane, rule.LearningRate);
        }
    }

    /// <summary>Steps that a lane's network has done.</summary>
    public int Step(int lane) => _steps[lane];

    /// <summary>Sets a lane to the beginning of a training.</summary>
    public void Start(int lane, double learningRate)
    {
        _steps[lane] = 0;
        _learningRates[lane] = learningRate;
        if (!_varies)
        {
            // The same at every step.
            _rates.Start[lane] = (float)-learningRate;
            return;
        }

        if (!_rateTables.TryGetValue(learningRate, out var table))
        {
            table = Table(_adam?.Decay1 ?? 0, (step, power) => (float)(-learningRate * _rule.Schedule.At(step) / (1 - power)));
            _rateTables.Add(learningRate, table);
        }

        _tables[lane] = table;
    }

    /// <summary>Lays out the numbers of the next steps; then <see cref="Rates"/> may be read for each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Prepare(int steps)
    {
        if (!_varies)
        {
            return;
        }

        for (var lane = 0; lane < TLanes.Count; lane++)
        {
            var next = _steps[lane] + 1;
            if (next + steps > _tableSteps)
            {
                PrepareBeyondTable(lane, steps);
                continue;
            }

            var rates = _tables[lane].AsSpan(next, steps);
            var to = _rates.Start + lane;
            for (var ahead = 0; ahead < rates.Length; ahead++)
            {
                to[ahead * StepStride] = rates[ahead];
            }

            if (_adam is null)
            {
                continue;
            }

            var corrections = _correctionTable.AsSpan(next, steps);
            for (var ahead = 0; ahead < corrections.Length; ahead++)
            {
                to[(ahead * StepStride) + TLanes.Count] = corrections[ahead];
            }

            PrepareDecay(lane, steps);
        }
    }

    /// <summary>Counts prepared steps as done.</summary>
    public void Advance(int steps)
    {
        foreach (ref var step in _steps.AsSpan())
        {
            step += steps;
        }
    }

    /// <summary>The numbers of a prepared step, counted from 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRates<TLanes, TVector> Rates(int ahead) =>
        new(_rates.Start + (_varies ? ahead * StepStride : 0), _constants.Start);

    public void Dispose()
    {
        _constants.Dispose();
        _rates.Dispose();
    }

    private static int StepStride => LaneRates<TLanes, TVector>.StepRegisters * TLanes.Count;

    /// <summary>In the order of <see cref="LaneRates{TLanes,TVector}"/>.</summary>
    private void SetConstants(UpdateRule rule)
    {
        double[] constants = rule switch
        {
            UpdateRule.Adam adam => [adam.Decay1, 1 - adam.Decay1, adam.Decay2, 1 - adam.Decay2, adam.Epsilon],
            UpdateRule.RootMeanSquare rms => [0, 0, rms.Decay, 1 - rms.Decay, rms.Epsilon],
            UpdateRule.Momentum momentum => [momentum.Decay],
            _ => throw new ArgumentException($"The lanes engine has no form of {rule}.", nameof(rule)),
        };
        for (var i = 0; i < constants.Length; i++)
        {
            TLanes.Store(TLanes.Broadcast((float)constants[i]), _constants.Start + (i * TLanes.Count));
        }
    }

    /// <summary>A function of the decay's power at each step.</summary>
    private float[] Table(double decay, Func<int, double, float> at)
    {
        var table = new float[_tableSteps];
        var power = 1.0;
        for (var step = 1; step < table.Length; step++)
        {
            power *= decay;
            table[step] = at(step, power);
        }

        return table;
    }

    private void PrepareBeyondTable(int lane, int steps)
    {
        for (var ahead = 0; ahead < steps; ahead++)
        {
            var step = _steps[lane] + 1 + ahead;
            var rate = -_learningRates[lane] * _rule.Schedule.At(step);
            _rates.Start[(ahead * StepStride) + lane] = (float)(rate / (1 - Math.Pow(_adam?.Decay1 ?? 0, step)));
            if (_adam is not null)
            {
                _rates.Start[(ahead * StepStride) + TLanes.Count + lane] = (float)(1 / Math.Sqrt(1 - Math.Pow(_adam.Decay2, step)));
            }
        }

        PrepareDecay(lane, steps);
    }

    private void PrepareDecay(int lane, int steps)
    {
        if (_adam is not { WeightDecay: > 0 })
        {
            return;
        }

        for (var ahead = 0; ahead < steps; ahead++)
        {
            var rate = _learningRates[lane] * _rule.Schedule.At(_steps[lane] + 1 + ahead);
            _rates.Start[(ahead * StepStride) + (2 * TLanes.Count) + lane] = (float)(1 - (rate * _adam.WeightDecay));
        }
    }
}
