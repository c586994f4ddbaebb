using System.Globalization;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Testing;
using OverparamBounds.Theory.Geometry;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory.Tests;

/// <summary>Small data sets whose numbers are known.</summary>
internal static class Examples
{
    public static CriterionRule Z1 { get; } = Criterion("Z1");

    public static CriterionRule SquaredError { get; } = Criterion("mse");

    public static Dataset Xor => Classified([[-1, -1], [-1, 1], [1, -1], [1, 1]], [0, 1, 1, 0]);

    public static Choice<Architecture> Mlp(string arguments = "") => ArchitectureCatalogue.All.Bind($"mlp({arguments})");

    public static Dataset Classified(double[][] rows, int[] labels) => new()
    {
        Inputs = [.. rows.SelectMany(row => row)],
        Samples = rows.Length,
        Features = rows[0].Length,
        Labels = labels,
        Classes = Math.Max(2, labels.Max() + 1),
    };

    public static Dataset Regression(double[][] rows, double[]? targets = null) => new()
    {
        Inputs = [.. rows.SelectMany(row => row)],
        Samples = rows.Length,
        Features = rows[0].Length,
        Targets = targets ?? new double[rows.Length],
        TargetColumns = 1,
    };

    /// <summary>x[i,j] = sin(17 i + 31 j + 5 i j), i and j from 1.</summary>
    public static double[][] Waves(int samples, int features) =>
    [
        .. Enumerable.Range(1, samples).Select(i => Enumerable.Range(1, features)
            .Select(j => Math.Sin((17 * i) + (31 * j) + (5 * i * j)))
            .ToArray()),
    ];

    public static double[][] OnCircle(params double[] degrees) =>
        [.. degrees.Select(angle => new[] { Math.Cos(angle * Math.PI / 180), Math.Sin(angle * Math.PI / 180) })];

    public static double[][] Gaussian(ulong seed, int samples, int features)
    {
        var draws = new RandomSequence(seed, RandomPurpose.Data);
        return [.. Enumerable.Range(0, samples).Select(_ => Enumerable.Range(0, features).Select(_ => draws.NextNormal()).ToArray())];
    }

    public static DataGeometry Measure(double[][] rows) => Measure(Regression(rows));

    /// <summary>On rows over their norms, as networks without biases see them.</summary>
    public static DataGeometry Measure(Dataset dataset) => Survey(dataset, biases: false).Geometry();

    public static DataSurvey Survey(Dataset dataset, bool biases, int mostKernelRows = 700) =>
        new(dataset, biases, new ManagedEigensolver(), mostKernelRows, TestContext.Current.CancellationToken);

    public static BoundProblem Problem(Dataset dataset, string architecture = "", CriterionRule? criterion = null)
    {
        var network = Mlp(architecture);
        return BoundProblem.For(
            Survey(dataset, network.Arguments.Flag("bias")), network, criterion ?? (dataset.IsClassification ? Z1 : SquaredError));
    }

    /// <summary>A problem of given sizes whose rows are random points of the sphere.</summary>
    public static BoundProblem Sized(int samples, int features, int outputs, string architecture = "")
    {
        var rows = Gaussian(31, samples, features).Select(Unit).ToArray();
        var data = Regression(rows) with { Targets = new double[samples * outputs], TargetColumns = outputs };
        return Problem(data, architecture);
    }

    /// <summary>The corners of a cube of side 2, labelled by the parity of the first coordinates.</summary>
    public static Dataset Parity(int features, int order)
    {
        var corners = Enumerable.Range(0, 1 << features)
            .Select(corner => Enumerable.Range(0, features).Select(at => ((corner >> at) & 1) == 1 ? 1.0 : -1).ToArray())
            .ToArray();
        return Classified(corners, [.. corners.Select(corner => corner.Take(order).Count(value => value > 0) % 2)]);
    }

    public static double[] Unit(double[] row)
    {
        var norm = Math.Sqrt(row.Sum(value => value * value));
        return [.. row.Select(value => value / norm)];
    }

    public static BoundValue Evaluate(string bound, BoundProblem problem) =>
        BoundCatalogue.All.Single(entry => entry.Id == bound).Evaluate(problem);

    /// <summary>A shared table with classes; skips the test aloud where the shared data is missing.</summary>
    public static Dataset SharedTable(string name, string target)
    {
        var file = Path.Combine(RepositoryRoot.Path, "..", "shared", "data", name);
        Assert.SkipUnless(File.Exists(file), $"The data file {file} is missing.");
        var lines = File.ReadAllLines(file);
        var header = lines[0].Split(',');
        var at = Array.IndexOf(header, target);
        var cells = lines.Skip(1).Select(line => line.Split(',')).ToList();
        var classes = cells.Select(row => row[at]).Distinct().Order(StringComparer.Ordinal).ToList();
        return Classified(
            [
                .. cells.Select(row => row
                    .Where((_, column) => column != at)
                    .Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))
                    .ToArray()),
            ],
            [.. cells.Select(row => classes.IndexOf(row[at]))]);
    }

    private static CriterionRule Criterion(string text)
    {
        var choice = CriterionCatalogue.All.Bind(text);
        return choice.Entry.Rule(choice.Arguments);
    }
}
