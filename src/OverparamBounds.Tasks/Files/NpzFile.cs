using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Formats;

namespace OverparamBounds.Tasks.Files;

/// <summary>An NPZ file: a zip archive of NPY members, of which two are read.</summary>
public static class NpzFile
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "npz",
        Title = "NPZ file",
        Source = NpyFile.Format,
        Targets = TargetKind.Either,
        HasRows = true,
        HasPixels = true,
        FileParameters = ["path"],
        OwnParameters =
        [
            Parameter.Text("path", "the file, as numpy.savez or numpy.savez_compressed writes it") with { Required = true },
            Parameter.Text("x", "the array of inputs, a row an entry: vectors, or images of 2 or 3 dimensions", "X") with { Quiet = true },
            Parameter.Text("y", "the array of their classes or numbers", "y") with { Quiet = true },
            .. ArrayDataset.Parameters,
        ],
        Load = Load,
    };

    private static RawData Load(TaskRequest request)
    {
        var zip = Zip.Open(request.Files[0]);
        return ArrayDataset.Make(Member(zip, request.Arguments, "x"), Member(zip, request.Arguments, "y"), request.Arguments);
    }

    private static Npy Member(Zip zip, SpecArguments arguments, string parameter) => Npy.Read(zip.Read(arguments.Text(parameter) + ".npy"));
}
