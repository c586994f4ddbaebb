using OverparamBounds.Core.Catalogues;
using OverparamBounds.Tasks.Formats;

namespace OverparamBounds.Tasks.Files;

/// <summary>Any pair of NPY files: inputs, and classes or numbers.</summary>
public static class NpyFile
{
    internal static Citation Format { get; } = new("Kern", 2007, "NEP 1, a simple file format for numpy arrays, versions 1 to 3");

    public static LearningTask Entry { get; } = new()
    {
        Id = "npy",
        Title = "NPY files",
        Source = Format,
        Targets = TargetKind.Either,
        HasRows = true,
        HasPixels = true,
        FileParameters = ["x", "y"],
        OwnParameters =
        [
            Parameter.Text("x", "the file of inputs, a row an entry: vectors, or images of 2 or 3 dimensions") with { Required = true },
            Parameter.Text("y", "the file of their classes or numbers") with { Required = true },
            .. ArrayDataset.Parameters,
        ],
        Load = request => ArrayDataset.Make(Npy.Read(request.Files[0]), Npy.Read(request.Files[1]), request.Arguments),
    };
}
