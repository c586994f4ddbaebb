using System.Runtime.CompilerServices;
using OverparamBounds.Core.Criteria;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// Looks at the outputs of all networks of a group at once and says which of them may meet the criterion. What it
/// rejects does not meet it; what it passes is left to the judge, whose double arithmetic decides.
/// </summary>
internal sealed unsafe class LaneScreen<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>
    /// Twice the relative error of a float32 sum of that many positive terms, each of them good to a few units in the
    /// last place (the differences z - t and z_c - z_t are correctly rounded, so they keep their relative accuracy).
    /// </summary>
    private const double SlackOfTerm = 2.4e-7;

    private const double Slack = 1e-3;

    private readonly LaneRows _rows;
    private readonly float _mostLoss;
    private readonly bool _anyLoss;

    public LaneScreen(LaneRows rows, CriterionRule rule)
    {
        _rows = rows;
        var (terms, most) = rows.Encoding.Loss == LossKind.Squared
            ? ((double)rows.Cases * rows.Encoding.Outputs, rule.MaxRelativeResidual!.Value * rows.Encoding.Variance)
            : (rows.Cases, rule.MaxMeanCrossEntropy);
        var bound = terms * most * (1 + Slack + (SlackOfTerm * terms));

        // Where float32 could overflow on the way to the bound, every finite network is passed on.
        _anyLoss = !(bound < 1e30);
        _mostLoss = _anyLoss ? float.PositiveInfinity : MathF.BitIncrement((float)bound);
    }

    /// <summary>One bit a lane: whose outputs are all finite, and which of those may meet the criterion.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public (uint Finite, uint Candidates) Test(float* outputs)
    {
        var zero = TLanes.Broadcast(0);
        var count = (long)_rows.Cases * _rows.Encoding.Outputs;
        var finite = zero;
        for (var i = 0L; i < count; i++)
        {
            // 0 for a finite number, else NaN.
            finite = TLanes.MultiplyAdd(TLanes.Load(outputs + (i * TLanes.Count)), zero, finite);
        }

        var finiteBits = TLanes.Bits(TLanes.Equal(finite, zero));
        var (errors, loss) = _rows.Encoding.Loss switch
        {
            LossKind.Logistic => Logistic(outputs),
            LossKind.Softmax => Softmax(outputs),
            _ => (zero, Squared(outputs)),
        };
        var none = TLanes.Bits(TLanes.Equal(errors, zero));
        var above = TLanes.Bits(TLanes.GreaterThan(loss, TLanes.Broadcast(_mostLoss)));
        return (finiteBits, finiteBits & none & (_anyLoss ? uint.MaxValue : ~above));
    }

    private (TVector Errors, TVector Loss) Logistic(float* outputs)
    {
        var (errors, loss, zero, one) = (TLanes.Broadcast(0), TLanes.Broadcast(0), TLanes.Broadcast(0), TLanes.Broadcast(1));
        for (var row = 0; row < _rows.Cases; row++)
        {
            var sign = TLanes.Broadcast(_rows.Targets[row] > 0 ? 1 : -1);
            var margin = TLanes.Multiply(sign, TLanes.Load(outputs + ((nint)row * TLanes.Count)));
            errors = TLanes.Add(errors, TLanes.Select(TLanes.GreaterThan(margin, zero), zero, one));
            loss = TLanes.Add(loss, LogOnePlusAtMostOne(LaneFunctions<TLanes, TVector>.Exp(TLanes.Negate(margin))));
        }

        return (errors, loss);
    }

    private (TVector Errors, TVector Loss) Softmax(float* outputs)
    {
        var (errors, loss, one) = (TLanes.Broadcast(0), TLanes.Broadcast(0), TLanes.Broadcast(1));
        var (rows, columns) = (_rows.Cases, _rows.Encoding.Outputs);
        for (var row = 0; row < rows; row++)
        {
            var targets = _rows.Targets + ((nint)row * columns);
            var right = new ReadOnlySpan<float>(targets, columns).IndexOf(1f);
            var winner = TLanes.Load(outputs + ((((nint)right * rows) + row) * TLanes.Count));
            var others = TLanes.Broadcast(0);
            for (var column = 0; column < columns; column++)
            {
                if (column == right)
                {
                    continue;
                }

                var value = TLanes.Load(outputs + ((((nint)column * rows) + row) * TLanes.Count));
                errors = TLanes.Add(errors, TLanes.Select(TLanes.GreaterThan(winner, value), TLanes.Broadcast(0), one));
                others = TLanes.Add(others, LaneFunctions<TLanes, TVector>.Exp(TLanes.Subtract(value, winner)));
            }

            loss = TLanes.Add(loss, LogOnePlusAtMostOne(others));
        }

        return (errors, loss);
    }

    private TVector Squared(float* outputs)
    {
        var loss = TLanes.Broadcast(0);
        var (rows, columns) = (_rows.Cases, _rows.Encoding.Outputs);
        for (var column = 0; column < columns; column++)
        {
            for (var row = 0; row < rows; row++)
            {
                var target = TLanes.Broadcast(_rows.Targets[((nint)row * columns) + column]);
                var residual = TLanes.Subtract(TLanes.Load(outputs + ((((nint)column * rows) + row) * TLanes.Count)), target);
                loss = TLanes.MultiplyAdd(residual, residual, loss);
            }
        }

        return loss;
    }

    /// <summary>A cross-entropy, or log 2 where it is larger: enough to reject by.</summary>
    private static TVector LogOnePlusAtMostOne(TVector odds)
    {
        var one = TLanes.Broadcast(1);
        return LaneFunctions<TLanes, TVector>.LogOnePlus(TLanes.Select(TLanes.GreaterThan(odds, one), one, odds));
    }
}
