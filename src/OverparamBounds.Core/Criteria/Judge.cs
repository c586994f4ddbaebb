using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Criteria;

/// <summary>What a network's outputs on the whole training set amount to.</summary>
/// <param name="Finite">Whether all outputs are finite.</param>
/// <param name="Fits">Whether the criterion holds.</param>
public readonly record struct Verdict(bool Finite, bool Fits);

/// <summary>Tests the criterion on outputs, in double arithmetic and always in row order, whatever engine made them.</summary>
public sealed class Judge
{
    private readonly CriterionRule _rule;
    private readonly TargetEncoding _targets;
    private readonly int _rows;

    public Judge(Dataset data, CriterionRule rule)
    {
        _rule = rule;
        _targets = TargetEncoding.Of(data, rule);
        _rows = data.Cases;
    }

    public TargetEncoding Targets => _targets;

    /// <summary>Targets that are tested.</summary>
    public int Cases => _rows;

    /// <param name="outputs">[cases, outputs], row by row.</param>
    public Verdict Test(ReadOnlySpan<float> outputs)
    {
        foreach (var output in outputs)
        {
            if (!float.IsFinite(output))
            {
                return new(Finite: false, Fits: false);
            }
        }

        if (_targets.Loss == LossKind.Squared)
        {
            return new(Finite: true, Fits: MeanLoss(outputs) < _rule.MaxRelativeResidual * _targets.Variance);
        }

        var fits = NoErrors(outputs)
            && (double.IsPositiveInfinity(_rule.MaxMeanCrossEntropy) || MeanLoss(outputs) < _rule.MaxMeanCrossEntropy);
        return new(Finite: true, fits);
    }

    /// <summary>Mean cross-entropy in nats, or mean squared residual.</summary>
    public double MeanLoss(ReadOnlySpan<float> outputs)
    {
        var sum = 0.0;
        for (var row = 0; row < _rows; row++)
        {
            var values = outputs.Slice(row * _targets.Outputs, _targets.Outputs);
            var targets = _targets.Values.AsSpan(row * _targets.Outputs, _targets.Outputs);
            sum += _targets.Loss switch
            {
                LossKind.Logistic => Softplus(targets[0] > 0 ? -values[0] : values[0]),
                LossKind.Softmax => CrossEntropy(values, targets),
                _ => SquaredResidual(values, targets) / _targets.Outputs,
            };
        }

        return sum / _rows;
    }

    private bool NoErrors(ReadOnlySpan<float> outputs)
    {
        for (var row = 0; row < _rows; row++)
        {
            var values = outputs.Slice(row * _targets.Outputs, _targets.Outputs);
            var targets = _targets.Values.AsSpan(row * _targets.Outputs, _targets.Outputs);
            if (values.Length == 1 ? (targets[0] > 0 ? values[0] <= 0 : values[0] >= 0) : !WinsAlone(values, targets.IndexOf(1f)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether one logit is above all others; a tie is an error.</summary>
    private static bool WinsAlone(ReadOnlySpan<float> values, int winner)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (i != winner && values[i] >= values[winner])
            {
                return false;
            }
        }

        return true;
    }

    private static double Softplus(double value) => Math.Max(value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(value)));

    private static double CrossEntropy(ReadOnlySpan<float> values, ReadOnlySpan<float> targets)
    {
        double largest = float.NegativeInfinity;
        foreach (var value in values)
        {
            largest = Math.Max(largest, value);
        }

        var sum = 0.0;
        foreach (var value in values)
        {
            sum += Math.Exp(value - largest);
        }

        return largest + Math.Log(sum) - values[targets.IndexOf(1f)];
    }

    private static double SquaredResidual(ReadOnlySpan<float> values, ReadOnlySpan<float> targets)
    {
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var residual = (double)values[i] - targets[i];
            sum += residual * residual;
        }

        return sum;
    }
}
