using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Theory.Geometry;

/// <summary>Measures what a data set offers to theory.</summary>
public static class GeometrySurvey
{
    /// <summary>Measures separation, the smallest eigenvalue of the two-layer Gram matrix and linear separability.</summary>
    /// <remarks>Whatever is too dear or meaningless for this data set is null, with its reason under the number's JSON name.</remarks>
    public static DataGeometry Measure(Dataset dataset, CancellationToken cancellationToken)
    {
        var reasons = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var rows = UnitRows.Of(dataset, out var zeroRow);
        Measurement<double> separation, lambdaMin;
        if (rows is null)
        {
            separation = lambdaMin = Measurement<double>.Missing($"Row {zeroRow} has norm 0, so it has no direction.");
        }
        else
        {
            separation = RowSeparation.Measure(rows, cancellationToken);
            lambdaMin = TwoLayerGram.SmallestEigenvalue(rows, cancellationToken);
        }

        var separable = LinearSeparability.Decide(dataset, cancellationToken);
        Note("separation", separation.Reason);
        Note("lambdaMin", lambdaMin.Reason);
        Note("linearlySeparable", separable.Reason);
        return new(separation.Value, lambdaMin.Value, separable.Value, reasons);

        void Note(string name, string? reason)
        {
            if (reason is not null)
            {
                reasons[name] = reason;
            }
        }
    }
}
