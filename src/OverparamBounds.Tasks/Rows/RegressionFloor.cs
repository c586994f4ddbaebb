using OverparamBounds.Core.Data;

namespace OverparamBounds.Tasks.Rows;

/// <summary>The smallest mean squared residual that any function of the inputs reaches.</summary>
public static class RegressionFloor
{
    /// <param name="data">A regression.</param>
    /// <param name="groups">Its groups of equal rows.</param>
    /// <returns>The mean over rows and target columns of (y - mean y of the rows equal to this one)^2.</returns>
    public static double Of(Dataset data, IReadOnlyList<IReadOnlyList<int>> groups)
    {
        ArgumentNullException.ThrowIfNull(data.Targets);
        var sum = 0.0;
        foreach (var group in groups)
        {
            for (var column = 0; column < data.TargetColumns; column++)
            {
                var values = group.Select(row => data.Targets[(row * data.TargetColumns) + column]).ToList();
                var mean = values.Average();
                sum += values.Sum(value => (value - mean) * (value - mean));
            }
        }

        return sum / ((double)data.Samples * data.TargetColumns);
    }
}
