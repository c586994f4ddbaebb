using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.LabelModes;
using OverparamBounds.Tasks.Rows;
using OverparamBounds.Tasks.Scalings;

namespace OverparamBounds.Tasks;

/// <summary>Turns a task spec into a bound choice, with label mode and scaling canonical too.</summary>
internal static class TaskBinding
{
    /// <summary>Digits of the content hash that stand in canonical text.</summary>
    public const int HashDigits = 16;

    /// <exception cref="RequestException">Lists everything that is wrong with the spec.</exception>
    public static Choice<LearningTask> Bind(string text, string? labels)
    {
        var problems = new List<string>();
        var mode = labels is null ? null : LabelModeCatalogue.All.Bind(labels, problems)?.Text;
        if (TaskCatalogue.All.Bind(text, problems) is not { } choice)
        {
            throw new RequestException(problems);
        }

        var (task, arguments) = (choice.Entry, choice.Arguments);
        arguments = Canonical(LabelModeCatalogue.All, SharedParameters.Labels, arguments, problems);
        arguments = Canonical(ScalingCatalogue.All, SharedParameters.Scale, arguments, problems);
        arguments = Merge(task, arguments, text, mode, problems);
        var together = task.Problems(arguments)
            .Concat(task.HasRows ? RowChoice.Problems(arguments) : [])
            .Concat(HashProblems(task, arguments));
        problems.AddRange(together.Select(problem => $"task '{task.Id}': {problem}"));
        return problems.Count == 0 ? choice with { Arguments = arguments } : throw new RequestException(problems);
    }

    private static SpecArguments Canonical<T>(Catalogue<T> catalogue, string name, SpecArguments arguments, List<string> problems)
        where T : class, ICatalogueEntry =>
        arguments.Find(name) is { } written && catalogue.Bind(written, problems) is { } bound
            ? arguments.With(name, bound.Text)
            : arguments;

    private static SpecArguments Merge(
        LearningTask task, SpecArguments arguments, string text, string? mode, List<string> problems)
    {
        if (mode is null)
        {
            return arguments;
        }

        if (task.Targets == TargetKind.Numbers)
        {
            if (mode != "true")
            {
                problems.Add($"task '{task.Id}': labels={mode} is asked for, but the target is a number, which has no label modes. Leave it out.");
            }

            return arguments;
        }

        var isWritten = SpecText.TryParse(text, out var call, out _)
            && call.Arguments.Any(argument => argument.Key == SharedParameters.Labels);
        if (isWritten && arguments.Text(SharedParameters.Labels) is var own && own != mode)
        {
            problems.Add($"task '{task.Id}': it says labels={own}, but {mode} is asked for beside it. Give one of the two.");
        }

        return arguments.With(SharedParameters.Labels, mode);
    }

    private static IEnumerable<string> HashProblems(LearningTask task, SpecArguments arguments)
    {
        if (arguments.Has(SharedParameters.ContentHash) && !task.FileParameters.Any(arguments.Has))
        {
            yield return "sha256 is that of a file, but none is named. Name one, or leave sha256 out.";
        }

        if (arguments.Find(SharedParameters.ContentHash) is { } hash
            && (hash.Length is < HashDigits or > 64 || !hash.All(char.IsAsciiHexDigit)))
        {
            yield return $"sha256={hash} is not 16 to 64 hex digits. Leave it out, and it is filled in.";
        }
    }
}
