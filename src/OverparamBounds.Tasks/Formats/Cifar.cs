using System.Globalization;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Formats;

/// <summary>
/// The binary layout of CIFAR-10: records of a label 0..9 and 32 x 32 bytes each of red, green and blue, a plane row by
/// row. Pixels are divided by 255 and stored with their three colours side by side.
/// </summary>
internal static class Cifar
{
    private const int Side = 32;
    private const int Channels = 3;
    private const int Plane = Side * Side;
    private const int Record = 1 + (Channels * Plane);
    private const int HighestLabel = 9;

    /// <summary>Reads files one behind the other; only the chosen rows become numbers.</summary>
    /// <param name="names">The names of the classes, one a line; null for numbers.</param>
    /// <param name="arguments">With <c>n</c>, <c>sample</c> and <c>pool</c>.</param>
    /// <exception cref="RequestException">A file is empty, of a wrong length, or holds a label above 9.</exception>
    public static RawData Read(IReadOnlyList<FileContent> files, FileContent? names, SpecArguments arguments)
    {
        var contents = files.Select(Checked).ToList();
        var records = contents
            .SelectMany((content, file) => Enumerable.Range(0, content.Length / Record).Select(number => new Place(file, number)))
            .ToList();
        var owner = string.Join(", ", files.Select(file => file.Name));
        var rows = RowChoice.Rows(arguments, records.Count, owner);
        foreach (var problem in TableSize.Problems(rows.Length, Channels * Plane))
        {
            throw new RequestException($"{owner}: {problem}");
        }

        // Classes of the whole files, so that the first rows of them keep their number of classes.
        var labels = records.ConvertAll(place => (int)contents[place.File][place.Number * Record]);
        if (labels.Max() is 0 and var only)
        {
            throw FileMistake.AtByte(files[0].Name, 0, $"one class only ({only})", "at least two classes", "Give other or more files.");
        }

        var (inputs, shape) = (Inputs(contents, records, rows), new InputShape.Image(Side, Side, Channels));
        if (arguments.Integer(SharedParameters.Pool) is > 1 and var side)
        {
            inputs = Pooling.Mean(inputs, shape, side, owner);
            shape = Pooling.Shape(shape, side, owner);
        }

        return new(new Dataset
        {
            Inputs = inputs,
            Samples = rows.Length,
            Features = shape.Features,
            Shape = shape,
            Labels = [.. rows.Select(row => labels[row])],
            Classes = labels.Max() + 1,
            ClassNames = names is null
                ? [.. Enumerable.Range(0, labels.Max() + 1).Select(label => label.ToString(CultureInfo.InvariantCulture))]
                : Names(names, labels.Max() + 1),
        })
        {
            Places = [.. rows.Select(row => string.Create(
                CultureInfo.InvariantCulture, $"item {records[row].Number + 1} of {(files.Count == 1 ? "the file" : files[records[row].File].Name)}"))],
        };
    }

    private static byte[] Checked(FileContent file)
    {
        var content = file.Content();
        if (content.Length == 0)
        {
            throw FileMistake.AtByte(file.Name, 0, "an empty file", $"records of {Record} bytes", "Give a file such as data_batch_1.bin.");
        }

        if (content.Length % Record != 0)
        {
            throw FileMistake.AtByte(
                file.Name,
                content.Length / Record * Record,
                $"{content.Length % Record} bytes behind {content.Length / Record} whole records",
                $"records of {Record} bytes",
                content.Length % (Record + 1) == 0
                    ? $"The length fits records of {Record + 1} bytes, as CIFAR-100 has them: give CIFAR-10 files."
                    : "The file is cut short, or is no CIFAR-10 binary file: copy or fetch it again.");
        }

        for (var at = 0; at < content.Length; at += Record)
        {
            if (content[at] > HighestLabel)
            {
                throw FileMistake.AtByte(
                    file.Name, at, $"label {content[at]}", $"0..{HighestLabel}", "The file is damaged, or is no CIFAR-10 binary file: copy or fetch it again.");
            }
        }

        return content;
    }

    private static double[] Inputs(List<byte[]> contents, List<Place> records, int[] rows)
    {
        var inputs = new double[rows.Length * Channels * Plane];
        for (var row = 0; row < rows.Length; row++)
        {
            var place = records[rows[row]];
            var planes = contents[place.File].AsSpan((place.Number * Record) + 1, Channels * Plane);
            var image = inputs.AsSpan(row * Channels * Plane, Channels * Plane);
            for (var pixel = 0; pixel < Plane; pixel++)
            {
                for (var channel = 0; channel < Channels; channel++)
                {
                    image[(pixel * Channels) + channel] = planes[(channel * Plane) + pixel] / 255.0;
                }
            }
        }

        return inputs;
    }

    private static IReadOnlyList<string> Names(FileContent file, int classes)
    {
        var lines = Utf8Text.Decode(file).ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(line => line.Trim()).ToList();
        for (var line = 0; line < classes; line++)
        {
            if (line >= lines.Count || lines[line].Length == 0)
            {
                throw FileMistake.At(
                    file.Name, $"line {line + 1}", line >= lines.Count ? "the end of the file" : "an empty line", $"the name of class {line}", "Name all classes, or move the file away.");
            }
        }

        return [.. lines.Take(classes)];
    }

    private sealed record Place(int File, int Number);
}
