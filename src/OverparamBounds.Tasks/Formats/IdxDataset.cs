using System.Globalization;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Formats;

/// <summary>A file of images and a file of their classes.</summary>
public static class IdxDataset
{
    /// <summary>Reads both files; only the chosen rows become numbers.</summary>
    /// <param name="arguments">With <c>n</c>, <c>sample</c> and <c>pool</c>.</param>
    /// <param name="divisor">What values are divided by; null for 255 where they are unsigned bytes, else 1.</param>
    /// <param name="known">What the files must hold, where their set is known.</param>
    /// <exception cref="RequestException">A file is damaged, or the two do not belong together.</exception>
    internal static RawData Read(
        FileContent imageFile, FileContent labelFile, SpecArguments arguments, double? divisor, KnownImages? known = null)
    {
        var images = Idx.Read(imageFile);
        var labels = Idx.Read(labelFile);
        CheckPair(images, labels);
        known?.Check(images, labels);
        var rows = RowChoice.Rows(arguments, images.Sizes[0], images.File);
        foreach (var problem in TableSize.Problems(rows.Length, images.RowLength))
        {
            throw new RequestException($"{images.File}: {problem}");
        }

        var inputs = Inputs(images, rows, divisor ?? (images.Type == "u8" ? 255 : 1));
        var shape = images.Sizes.Count == 3 ? new InputShape.Image(images.Sizes[1], images.Sizes[2], 1) : null;
        if (arguments.Integer(SharedParameters.Pool) is > 1 and var side)
        {
            if (shape is null)
            {
                throw FileMistake.AtByte(
                    images.File, 3, $"{images.Sizes.Count} dimensions", "3 (images, height, width) for pool", "Leave pool out.");
            }

            inputs = Pooling.Mean(inputs, shape, side, images.File);
            shape = Pooling.Shape(shape, side, images.File);
        }

        // Classes of the whole file, so that the first rows of it keep its number of classes.
        var values = Enumerable.Range(0, labels.Sizes[0]).Select(row => (long)labels.Value(row)).ToList();
        var classes = values.Distinct().Order().ToList();
        if (classes.Count < 2)
        {
            throw FileMistake.AtByte(labels.File, 8, $"one class only ({classes[0]})", "at least two classes", "Give the label file that belongs to the images.");
        }

        return new(new Dataset
        {
            Inputs = inputs,
            Samples = rows.Length,
            Features = shape?.Features ?? images.RowLength,
            Shape = shape,
            Labels = [.. rows.Select(row => classes.BinarySearch(values[row]))],
            Classes = classes.Count,
            ClassNames = [.. classes.Select(value => value.ToString(CultureInfo.InvariantCulture))],
        })
        {
            Places = [.. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"item {row + 1} of the file"))],
        };
    }

    private static void CheckPair(Idx images, Idx labels)
    {
        if (images.Sizes.Count < 2)
        {
            throw FileMistake.AtByte(
                images.File, 3, "1 dimension", "at least 2 (items and their values)", "Give the file of images first, then the file of labels.");
        }

        if (labels.Sizes.Count != 1)
        {
            throw FileMistake.AtByte(
                labels.File, 3, $"{labels.Sizes.Count} dimensions", "1 (a label an item)", "Give the file of images first, then the file of labels.");
        }

        if (!labels.IsInteger)
        {
            throw FileMistake.AtByte(labels.File, 2, $"type {labels.Type}", "whole numbers (u8, i8, i16 or i32)", "Give a file of class numbers.");
        }

        if (labels.Sizes[0] != images.Sizes[0])
        {
            throw FileMistake.AtByte(
                labels.File, 4, $"{labels.Sizes[0]} labels", $"{images.Sizes[0]}, as many as {images.File} has items", "Give two files that belong together.");
        }
    }

    private static double[] Inputs(Idx images, int[] rows, double divisor)
    {
        var features = images.RowLength;
        var inputs = new double[rows.Length * features];
        for (var at = 0; at < inputs.Length; at++)
        {
            inputs[at] = images.Value((rows[at / features] * features) + (at % features)) / divisor;
        }

        return inputs;
    }
}
