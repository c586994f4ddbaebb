using System.Xml.Linq;
using OverparamBounds.Testing;

namespace OverparamBounds.Core.Tests.House;

/// <summary>A project file as it is written, before the build evaluates it.</summary>
internal sealed class ProjectFile(string path)
{
    private const string Prefix = "OverparamBounds.";

    private readonly XDocument _xml = XDocument.Load(path);

    /// <summary>Every project of the repository.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } =
    [
        .. new[] { "src", "jobs", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(RepositoryRoot.File(folder), "*.csproj", SearchOption.AllDirectories))
            .Order(StringComparer.Ordinal)
            .Select(file => new ProjectFile(file)),
    ];

    /// <summary>Path below the repository's root, with slashes.</summary>
    public string Path { get; } = System.IO.Path.GetRelativePath(RepositoryRoot.Path, path).Replace('\\', '/');

    /// <summary>Name without the house's prefix, such as Core or Core.Tests.</summary>
    public string Name { get; } = System.IO.Path.GetFileNameWithoutExtension(path)[Prefix.Length..];

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal);

    public bool CarriesTorch => _xml.Descendants("CarriesTorch").Any(element => element.Value == "true");

    /// <summary>Names of the projects it references.</summary>
    public IReadOnlyList<string> References { get; private init; } =
    [
        .. XDocument.Load(path).Descendants("ProjectReference")
            .Select(element => System.IO.Path.GetFileNameWithoutExtension(element.Attribute("Include")!.Value.Replace('\\', '/'))[Prefix.Length..]),
    ];

    /// <summary>The package references.</summary>
    public IReadOnlyList<XElement> Packages => [.. _xml.Descendants("PackageReference")];

    public override string ToString() => Path;
}
