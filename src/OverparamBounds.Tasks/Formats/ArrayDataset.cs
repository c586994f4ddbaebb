using System.Globalization;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Formats;

/// <summary>An array of inputs and an array of classes or numbers, an entry of the first dimension being a row.</summary>
internal static class ArrayDataset
{
    /// <summary>How the arrays are read, whatever files they stand in.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Choice("task", "whether the target is a class or a number", "classification", "classification", "regression") with { Quiet = true, NamedOnly = true },
        Parameter.Real("divide", "what inputs are divided by", 1, minimum: 0) with { Quiet = true, NamedOnly = true, AboveMinimum = true },
    ];

    /// <summary>Only the chosen rows become numbers.</summary>
    /// <param name="inputs">[rows, inputs], or images [rows, height, width] or [rows, height, width, channels].</param>
    /// <param name="targets">[rows]; for a regression [rows, targets] too.</param>
    /// <param name="arguments">With <see cref="Parameters"/>, <c>n</c>, <c>sample</c> and <c>pool</c>.</param>
    /// <exception cref="RequestException">The shapes do not fit, or a value is no finite number or no class.</exception>
    public static RawData Make(Npy inputs, Npy targets, SpecArguments arguments)
    {
        var isClassification = arguments.Text("task") == "classification";
        CheckShapes(inputs, targets, isClassification);
        var rows = RowChoice.Rows(arguments, inputs.Sizes[0], inputs.File);
        foreach (var problem in TableSize.Problems(rows.Length, inputs.RowLength).Concat(TableSize.Problems(rows.Length, targets.RowLength)))
        {
            throw new RequestException($"{inputs.File}: {problem}");
        }

        var data = Inputs(inputs, rows, arguments);
        return new(isClassification
            ? AddLabels(data, targets, rows)
            : data with { Targets = Table(targets, rows, divisor: 1), TargetColumns = targets.RowLength })
        {
            Places = [.. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"item {row + 1} of the file"))],
        };
    }

    private static void CheckShapes(Npy inputs, Npy targets, bool isClassification)
    {
        if (inputs.Sizes.Count is < 2 or > 4)
        {
            throw inputs.WrongShape("2 (rows and inputs), 3 (rows, height, width) or 4 (and channels)", "Reshape the array and save it again.");
        }

        if (targets.Sizes.Count != 1 && (isClassification || targets.Sizes.Count != 2))
        {
            throw targets.WrongShape(
                isClassification ? "1 (a class a row)" : "1 or 2 (targets of a row)", "Give the inputs first and the targets second, or reshape the array.");
        }

        if (targets.Sizes[0] != inputs.Sizes[0])
        {
            throw targets.WrongShape($"{inputs.Sizes[0]} rows, as many as {inputs.File} has", "Give two arrays that belong together.");
        }
    }

    private static Dataset Inputs(Npy inputs, int[] rows, SpecArguments arguments)
    {
        var values = Table(inputs, rows, arguments.Real("divide"));
        var shape = inputs.Sizes switch
        {
            [_, var height, var width] => new InputShape.Image(height, width, 1),
            [_, var height, var width, var channels] => new InputShape.Image(height, width, channels),
            _ => null,
        };
        if (arguments.Integer(SharedParameters.Pool) is > 1 and var side)
        {
            if (shape is null)
            {
                throw inputs.WrongShape("3 (rows, height, width) or 4 (and channels) for pool", "Leave pool out.");
            }

            values = Pooling.Mean(values, shape, side, inputs.File);
            shape = Pooling.Shape(shape, side, inputs.File);
        }

        return new() { Inputs = values, Samples = rows.Length, Features = shape?.Features ?? inputs.RowLength, Shape = shape };
    }

    private static double[] Table(Npy array, int[] rows, double divisor)
    {
        var length = array.RowLength;
        var values = new double[rows.Length * length];
        for (var at = 0; at < values.Length; at++)
        {
            values[at] = array.Value((rows[at / length] * length) + (at % length)) / divisor;
        }

        return values;
    }

    /// <summary>Classes are those of the whole array, so that the first rows of it keep their number of classes.</summary>
    private static Dataset AddLabels(Dataset data, Npy labels, int[] rows)
    {
        var values = Enumerable.Range(0, labels.Sizes[0]).Select(labels.Whole).ToList();
        var classes = values.Distinct().Order().ToList();
        if (classes[0] < 0 && classes is not [-1, 1])
        {
            throw labels.Mistake(
                values.FindIndex(value => value < 0), $"label {values.Find(value => value < 0)}", "class numbers from 0, or the pair -1 and +1");
        }

        return classes.Count > 1
            ? data with
            {
                Labels = [.. rows.Select(row => classes.BinarySearch(values[row]))],
                Classes = classes.Count,
                ClassNames = [.. classes.Select(value => value.ToString(CultureInfo.InvariantCulture))],
            }
            : throw labels.Mistake(0, $"one class only ({classes[0]})", "at least two classes");
    }
}
