using System.Text.RegularExpressions;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>What the files of a deployment, and the page about them, ask of the program.</summary>
internal static partial class DeploymentFiles
{
    public static string Compose { get; } = Text("docker-compose.yml");

    public static string Dockerfile { get; } = Text("Dockerfile");

    public static string Page { get; } = Text("docs/deploy.md");

    /// <summary>Every line that runs the program, as words behind its name.</summary>
    public static IReadOnlyList<CommandLine> Commands { get; } =
    [
        .. Lists(Compose, "docker-compose.yml", ComposeCommand()),
        .. Lists(Dockerfile, "Dockerfile", ImageCommand()),
        .. Folder("eng/systemd").SelectMany(file => Lines(Text(file), file, UnitCommand())),
        .. Folder("eng/slurm").SelectMany(file => Lines(Text(file), file, BatchCommand())),
        .. Fence().Matches(Page).SelectMany(fence => Lines(fence.Value, "docs/deploy.md", PageCommand())),
    ];

    public static IEnumerable<string> Scripts => [.. Folder("eng/slurm"), .. Folder("eng/docker")];

    public static string Text(string file) => File.ReadAllText(RepositoryRoot.File(file));

    private static IEnumerable<string> Folder(string folder) =>
        Directory.EnumerateFiles(RepositoryRoot.File(folder)).Order(StringComparer.Ordinal).Select(file => $"{folder}/{Path.GetFileName(file)}");

    private static IEnumerable<CommandLine> Lists(string text, string file, Regex form) =>
        form.Matches(text).Select(match => new CommandLine(file, [.. match.Groups[1].Value.Split(',').Select(word => word.Trim(' ', '"'))]));

    private static IEnumerable<CommandLine> Lines(string text, string file, Regex form) =>
        form.Matches(text).Select(match => new CommandLine(
            file, [.. match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('"'))]));

    [GeneratedRegex(@"^ +command: \[(.*)\]$", RegexOptions.Multiline)]
    private static partial Regex ComposeCommand();

    /// <summary>The command of the image, which begins its line; that of the health check is indented.</summary>
    [GeneratedRegex(@"^CMD \[(.*)\]$", RegexOptions.Multiline)]
    private static partial Regex ImageCommand();

    [GeneratedRegex("^ExecStart=/opt/overparam/overparam (.*)$", RegexOptions.Multiline)]
    private static partial Regex UnitCommand();

    [GeneratedRegex("^ *srun .*? overparam (.*)$", RegexOptions.Multiline)]
    private static partial Regex BatchCommand();

    [GeneratedRegex("^```[a-z]*\n.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^(?:[^#\n]*[ /])?overparam ([a-z][^#|\n]*)", RegexOptions.Multiline)]
    private static partial Regex PageCommand();

    /// <param name="File">Where it stands.</param>
    /// <param name="Words">What follows the program's name.</param>
    internal sealed partial record CommandLine(string File, IReadOnlyList<string> Words)
    {
        public IEnumerable<string> Verbs => Words.TakeWhile(word => Verb().IsMatch(word));

        public IEnumerable<string> Options => Words.Where(word => word.StartsWith("--", StringComparison.Ordinal));

        /// <summary>The port behind --listen; null where nothing is told.</summary>
        public string? Port => Words.SkipWhile(word => word != "--listen").Skip(1).FirstOrDefault()?.Split(':')[^1];

        [GeneratedRegex("^[a-z]+$")]
        private static partial Regex Verb();
    }
}
