using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Formats;

namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>Sets of 28 x 28 grey images in ten classes, in the two files in which they are published; pixels over 255.</summary>
internal static class GreyImages
{
    private const string Images = "images";
    private const string LabelFile = "labelFile";

    public static LearningTask FromFiles(string id, string title, Citation source) => new()
    {
        Id = id,
        Title = title,
        Source = source,
        HasRows = true,
        HasPixels = true,
        FileParameters = [Images, LabelFile],
        OwnParameters = [.. Files("as published").Select(file => file with { Required = true })],
        Load = request => Read(request.Files[0], request.Files[1], request.Arguments, []),
    };

    public static LearningTask Shipped(string id, string title, Citation source, GreyImageFiles shipped) => new()
    {
        Id = id,
        Title = title,
        Source = source,
        HasRows = true,
        HasPixels = true,
        FileParameters = [Images, LabelFile],
        OwnParameters = [.. Files($"as published; the first {shipped.Count}, which are shipped, if absent")],
        Problems = Problems,
        Load = request => request.Files is [var images, var labels]
            ? Read(images, labels, request.Arguments, shipped.ClassNames)
            : Read(ShippedFile.Read(shipped.Images), ShippedFile.Read(shipped.Labels), request.Arguments, shipped.ClassNames),
    };

    private static IReadOnlyList<Parameter> Files(string which) =>
    [
        Parameter.Text(Images, $"the IDX file of images {which}") with { NamedOnly = true },
        Parameter.Text(LabelFile, $"the IDX file of their classes {which}") with { NamedOnly = true },
    ];

    private static IEnumerable<string> Problems(SpecArguments arguments)
    {
        if (arguments.Has(Images) != arguments.Has(LabelFile))
        {
            yield return $"{Images} and {LabelFile} belong together, but {(arguments.Has(Images) ? LabelFile : Images)} is missing. Name both, or neither.";
        }
    }

    private static RawData Read(FileContent images, FileContent labels, SpecArguments arguments, IReadOnlyList<string> names)
    {
        var raw = IdxDataset.Read(images, labels, arguments, divisor: 255, new KnownImages(28, 28, 10));
        return names.Count == 0 ? raw : raw with { Data = Named(raw.Data, names) };
    }

    private static Dataset Named(Dataset data, IReadOnlyList<string> names) =>
        data with { ClassNames = [.. data.ClassNames.Select(number => names[int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)])] };
}

/// <summary>A pair of shipped files.</summary>
/// <param name="Count">Images in them.</param>
internal sealed record GreyImageFiles(string Images, string Labels, int Count, IReadOnlyList<string> ClassNames);
