using OverparamBounds.Tasks.Files;
using OverparamBounds.Tasks.Formats;

namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>Colour tiles of 32 x 32 pixels cut from ten photographs, each photograph a class; 400 are shipped.</summary>
public static class PhotoTiles
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "phototiles10",
        Title = "Tiles of ten photographs",
        Source = new("this project", 2026, "32 x 32 tiles of ten photographs in the public domain, in the layout of CIFAR-10"),
        HasRows = true,
        HasPixels = true,
        FileParameters = ["path"],
        OwnParameters = [CifarFile.Path with { NamedOnly = true, Help = "tiles of the same photographs in CIFAR-10 files; the first 400, which are shipped, if absent" }],
        Problems = arguments => NameList.Problems(arguments, "path", "files"),
        Load = request => Cifar.Read(
            request.Files.Count > 0 ? request.Files : [ShippedFile.Read("phototiles10-first400.bin.gz")],
            ShippedFile.Read("phototiles10-names.txt"),
            request.Arguments),
    };
}
