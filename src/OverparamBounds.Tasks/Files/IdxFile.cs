using OverparamBounds.Core.Catalogues;
using OverparamBounds.Tasks.Formats;

namespace OverparamBounds.Tasks.Files;

/// <summary>Any pair of IDX files, such as MNIST.</summary>
public static class IdxFile
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "idx",
        Title = "IDX files",
        Source = new("LeCun, Cortes, Burges", 1998, "the file format of the MNIST database"),
        HasRows = true,
        HasPixels = true,
        FileParameters = ["images", "labelFile"],
        OwnParameters =
        [
            Parameter.Text("images", "the file of images, plain or packed with gzip") with { Required = true },
            Parameter.Text("labelFile", "the file of their classes, plain or packed with gzip") with { Required = true },
            Parameter.Real("divide", "what pixels are divided by; 255 for unsigned bytes and 1 for other types if absent", null, minimum: 0)
                with
            { Quiet = true, NamedOnly = true, AboveMinimum = true },
        ],
        Load = request => IdxDataset.Read(
            request.Files[0],
            request.Files[1],
            request.Arguments,
            request.Arguments.Has("divide") ? request.Arguments.Real("divide") : null),
    };
}
