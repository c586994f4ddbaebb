namespace OverparamBounds.Theory.Kernels;

/// <summary>The points of one dual, each variance worked out once: on rows of one length there is one.</summary>
internal sealed class DualPoints(GaussianDual dual)
{
    /// <summary>Variances closer than this are one: rounding of norms must not multiply the work, and moments are smooth in the variance.</summary>
    private const double SameVariance = 1e-15;

    private readonly List<DualPoint> _points = [];

    public DualPoint At(double variance)
    {
        foreach (var point in _points)
        {
            if (Math.Abs(point.Variance - variance) <= SameVariance * Math.Max(1, variance))
            {
                return point;
            }
        }

        var made = dual.At(variance);
        _points.Add(made);
        return made;
    }
}
