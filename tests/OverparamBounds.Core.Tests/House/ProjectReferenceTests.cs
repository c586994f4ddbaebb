using System.Xml.Linq;
using OverparamBounds.Testing;

namespace OverparamBounds.Core.Tests.House;

/// <summary>Who may reference whom: read from the project files, so that the layers cannot blur unseen.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly string[] Libraries = ["Tasks", "Theory", "Training", "Analysis", "Storage", "Reporting"];

    public static TheoryData<string> Projects { get; } = [.. ProjectFile.All.Select(project => project.Name)];

    public static TheoryData<string> TestProjects { get; } =
        [.. ProjectFile.All.Where(project => project.IsTest && project.Name is not ("Testing" or "Faults" or "Scale")).Select(project => project.Name)];

    [Fact]
    public void Core_references_nothing()
    {
        var core = Project("Core");

        Assert.Empty(core.References);
        Assert.Empty(core.Packages);
    }

    [Fact]
    public void Each_library_references_Core_alone()
    {
        Assert.All(Libraries, library => Assert.Equal(["Core"], Project(library).References));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_project_references_the_layers_below_it_alone(string name)
    {
        var project = Project(name);
        string[] allowed = name switch
        {
            "Core" => [],
            "Jobs" => ["Core", .. Libraries],
            "Dashboard" => ["Jobs", "Core", .. Libraries],
            "Cli" => ["Dashboard", "Jobs", "Core", .. Libraries],
            "Testing" => ["Core"],
            "Cli.Tests" => ["Cli", "Dashboard", "Jobs", "Core", .. Libraries, "Testing", "Faults"],
            "Faults" => ["Cli", "Dashboard", "Jobs", "Core", .. Libraries, "Testing"],
            "Scale" => ["Core", "Storage", "Testing"],
            _ when project.IsTest => ["Dashboard", "Jobs", "Core", .. Libraries, "Testing"],
            _ => ["Core"],
        };

        Assert.Empty(project.References.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(TestProjects))]
    public void A_test_project_mirrors_the_project_that_it_tests(string name)
    {
        Assert.EndsWith(".Tests", name, StringComparison.Ordinal);
        Assert.Contains(name[..^".Tests".Length], Project(name).References);
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Only_the_program_and_tests_carry_the_native_torch(string name)
    {
        var project = Project(name);

        Assert.DoesNotContain(project.Packages, package => Include(package).StartsWith("TorchSharp-", StringComparison.Ordinal));
        Assert.True(name == "Cli" || project.IsTest || !project.CarriesTorch, $"{project} says CarriesTorch.");
        Assert.Equal(name == "Training", project.Packages.Any(package => Include(package) == "TorchSharp"));
    }

    [Fact]
    public void The_program_carries_the_native_torch()
    {
        Assert.True(Project("Cli").CarriesTorch);
    }

    [Fact]
    public void The_native_torch_stands_once_and_cuda_only_under_its_condition()
    {
        var references = BuildFiles()
            .SelectMany(file => XDocument.Load(file).Descendants("PackageReference"))
            .Where(package => Include(package).StartsWith("TorchSharp", StringComparison.Ordinal))
            .ToDictionary(Include, package => (Own: package.Attribute("Condition")?.Value, Group: package.Parent!.Attribute("Condition")?.Value));

        Assert.Equal(["TorchSharp-cpu", "TorchSharp-cuda-linux"], references.Keys.Order(StringComparer.Ordinal));
        Assert.All(references.Values, condition => Assert.Equal("'$(CarriesTorch)' == 'true'", condition.Group));
        Assert.Equal("'$(Torch)' == 'cpu'", references["TorchSharp-cpu"].Own);
        Assert.Equal("'$(Torch)' == 'cuda'", references["TorchSharp-cuda-linux"].Own);
    }

    [Fact]
    public void Package_versions_stand_in_the_central_file_alone()
    {
        var packages = ProjectFile.All.SelectMany(project => project.Packages)
            .Concat(BuildFiles().SelectMany(file => XDocument.Load(file).Descendants("PackageReference")))
            .ToList();
        var central = XDocument.Load(RepositoryRoot.File("Directory.Packages.props")).Descendants("PackageVersion").ToList();

        Assert.All(packages, package => Assert.DoesNotContain(
            package.Attributes().Select(attribute => attribute.Name.LocalName).Concat(package.Elements().Select(element => element.Name.LocalName)),
            name => name.StartsWith("Version", StringComparison.Ordinal)));
        Assert.Empty(packages.Select(Include).Except(central.Select(Include)));
        Assert.All(central, version => Assert.Matches(@"^\d+(\.\d+){1,3}$", version.Attribute("Version")!.Value));
        Assert.Equal(central.Count, central.Select(Include).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.DoesNotContain(BuildFiles().SelectMany(file => XDocument.Load(file).Descendants("PackageVersion")), _ => true);
    }

    [Fact]
    public void The_solution_holds_every_project()
    {
        var solution = File.ReadAllText(RepositoryRoot.File("OverparamBounds.sln")).Replace('\\', '/');

        Assert.All(ProjectFile.All, project => Assert.Contains($"\"{project.Path}\"", solution, StringComparison.Ordinal));
    }

    private static ProjectFile Project(string name) => ProjectFile.All.Single(project => project.Name == name);

    private static string Include(XElement element) => element.Attribute("Include")!.Value;

    /// <summary>What projects share, except for the file of the versions.</summary>
    private static IEnumerable<string> BuildFiles() =>
    [
        RepositoryRoot.File("Directory.Build.props"),
        RepositoryRoot.File("Directory.Build.targets"),
        .. Directory.EnumerateFiles(RepositoryRoot.File("eng"), "*.targets"),
        .. Directory.EnumerateFiles(RepositoryRoot.File("eng"), "*.props"),
    ];
}
