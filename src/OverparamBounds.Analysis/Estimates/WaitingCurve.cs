using MathNet.Numerics.Distributions;

namespace OverparamBounds.Analysis.Estimates;

/// <summary>The share of trainings that still wait for success after each number of steps (Kaplan and Meier 1958).</summary>
/// <param name="Points">One a step at which trainings succeeded, in order.</param>
public sealed record WaitingCurve(IReadOnlyList<WaitingPoint> Points)
{
    /// <param name="runs">In any order. A run that ends unsuccessful at a step counts as still waiting at that step.</param>
    /// <param name="alpha">1 minus the confidence of the pointwise intervals.</param>
    public static WaitingCurve Estimate(IReadOnlyList<TimedRun> runs, double alpha = 0.05)
    {
        var z = Normal.InvCDF(0, 1, 1 - (alpha / 2));
        var points = new List<WaitingPoint>();
        double waiting = 1, greenwood = 0;
        foreach (var step in runs.Where(run => run.Fitted).GroupBy(run => run.Step).OrderBy(group => group.Key))
        {
            var atRisk = runs.Count(run => run.Step >= step.Key);
            var fitted = step.Count();
            waiting *= 1 - ((double)fitted / atRisk);
            if (fitted == atRisk)
            {
                points.Add(new(step.Key, atRisk, fitted, Waiting: 0, Variance: 0, Lower: null, Upper: null));
                break;
            }

            greenwood += fitted / ((double)atRisk * (atRisk - fitted));
            var power = Math.Exp(z * Math.Sqrt(greenwood) / Math.Abs(Math.Log(waiting)));
            points.Add(new(
                step.Key,
                atRisk,
                fitted,
                waiting,
                waiting * waiting * greenwood,
                Math.Pow(waiting, power),
                Math.Pow(waiting, 1 / power)));
        }

        return new(points);
    }

    /// <summary>The step by which this share of trainings has succeeded; null where it was not reached.</summary>
    public int? StepsTo(double share)
    {
        foreach (var point in Points)
        {
            if (1 - point.Waiting >= share - 1e-12)
            {
                return point.Step;
            }
        }

        return null;
    }
}

/// <summary>The curve just after one step.</summary>
/// <param name="AtRisk">Trainings still waiting just before.</param>
/// <param name="Fitted">Trainings that succeeded at this step.</param>
/// <param name="Waiting">S: the share still waiting; 1 - S is the share that has succeeded.</param>
/// <param name="Variance">Greenwood's variance of S.</param>
/// <param name="Lower">Lower end for S, by the log-minus-log transform; null where nobody waits any more.</param>
/// <param name="Upper">Upper end, likewise.</param>
public sealed record WaitingPoint(
    int Step, int AtRisk, int Fitted, double Waiting, double Variance, double? Lower, double? Upper);
