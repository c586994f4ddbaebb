using OverparamBounds.Core.Catalogues;
using OverparamBounds.Tasks.Formats;

namespace OverparamBounds.Tasks.Files;

/// <summary>Any files in the binary layout of CIFAR-10, one behind the other.</summary>
/// <remarks>The classes take their names from a file <c>batches.meta.txt</c> beside the first one, where there is one.</remarks>
public static class CifarFile
{
    private const string Names = "batches.meta.txt";

    public static LearningTask Entry { get; } = new()
    {
        Id = "cifar10",
        Title = "CIFAR-10 files",
        Source = new("Krizhevsky", 2009, "Learning multiple layers of features from tiny images; the binary version of CIFAR-10"),
        HasRows = true,
        HasPixels = true,
        FileParameters = ["path"],
        OwnParameters = [Path with { Required = true }],
        Problems = arguments => NameList.Problems(arguments, "path", "files"),
        Load = request => Cifar.Read(request.Files, FindNames(request.Files[0].Name), request.Arguments),
    };

    internal static Parameter Path => Parameter.List("path", "the file or files, such as data_batch_1.bin, plain or packed with gzip");

    private static FileContent? FindNames(string file)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(file) ?? string.Empty, Names);
        return File.Exists(path) ? FileContent.Read(path, Names) : null;
    }
}
