using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace OverparamBounds.Core.Data;

/// <summary>The rows that a network is trained on: everything a trial needs to know of its task.</summary>
/// <remarks>Either <see cref="Labels"/> (classification) or <see cref="Targets"/> (regression) is set.</remarks>
public sealed record Dataset
{
    /// <summary>Inputs, row by row: [<see cref="Samples"/>, <see cref="Features"/>].</summary>
    public required double[] Inputs { get; init; }

    public required int Samples { get; init; }

    public required int Features { get; init; }

    /// <summary>What the inputs of a row are; a vector where nothing else is said.</summary>
    public InputShape? Shape { get; init; }

    /// <summary>Targets of a row: 1, or as many of the last positions of a sequence as are to be predicted.</summary>
    public int CasesPerRow { get; init; } = 1;

    /// <summary>Targets to be fitted: <see cref="Samples"/> × <see cref="CasesPerRow"/>.</summary>
    public int Cases => checked(Samples * CasesPerRow);

    /// <summary>Class of each case, row by row and in a row position by position, 0..<see cref="Classes"/>-1; null for regression.</summary>
    public int[]? Labels { get; init; }

    /// <summary>Number of classes; 0 for regression.</summary>
    public int Classes { get; init; }

    /// <summary>Real targets, row by row: [<see cref="Samples"/>, <see cref="Outputs"/>]; null for classification.</summary>
    public double[]? Targets { get; init; }

    /// <summary>Target columns of a regression; 0 for classification.</summary>
    public int TargetColumns { get; init; }

    /// <summary>Names of the classes, where the data has them.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Remarks that a user should see, such as a regression floor or equal rows.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Smallest mean squared residual that any function of the inputs can reach; above 0 only for regression with equal rows.</summary>
    public double RegressionFloor { get; init; }

    public bool IsClassification => Labels is not null;

    /// <summary>Output units of a network: one logit for two classes, else one a class; target columns for regression.</summary>
    public int Outputs => IsClassification ? (Classes == 2 ? 1 : Classes) : TargetColumns;

    public Problem Problem => new(Samples, Features, Outputs, Classes)
    {
        Shape = Shape ?? new InputShape.Vector(Features),
        CasesPerRow = CasesPerRow,
    };

    public ReadOnlySpan<double> Row(int row) => Inputs.AsSpan(row * Features, Features);

    /// <summary>Population variance of the targets, all columns together about their own means; 0 for classification.</summary>
    public double TargetVariance()
    {
        if (Targets is null)
        {
            return 0;
        }

        var sum = 0.0;
        for (var column = 0; column < TargetColumns; column++)
        {
            var mean = 0.0;
            for (var row = 0; row < Samples; row++)
            {
                mean += Targets[(row * TargetColumns) + column] / Samples;
            }

            for (var row = 0; row < Samples; row++)
            {
                var off = Targets[(row * TargetColumns) + column] - mean;
                sum += off * off / Samples;
            }
        }

        return sum / TargetColumns;
    }

    /// <summary>SHA-256, in hex, over shape, inputs and targets: equal exactly when the training data is equal.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{Samples}|{Features}|{Classes}|{TargetColumns}|"));
        if (CasesPerRow > 1)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{CasesPerRow} a row|"));
        }

        hash.AppendData(MemoryMarshal.AsBytes(Inputs.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes((Labels ?? []).AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes((Targets ?? []).AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
