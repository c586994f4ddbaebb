using System.Globalization;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Reporting.Figures;

/// <summary>Tells sweeps apart by the least that does: the parts of their questions that are not alike.</summary>
internal sealed class CurveNames
{
    private static readonly IReadOnlyList<QuestionPart> Parts =
    [
        new("task", spec => spec.Task, value => value),
        new("architecture", spec => spec.Architecture, value => value),
        new("strategy", spec => spec.Strategy, value => value),
        new("optimizer", spec => spec.Optimizer, value => value),
        new("criterion", spec => spec.Criterion, value => value),
        new("steps", spec => spec.Steps.ToString(CultureInfo.InvariantCulture), value => $"{value} steps"),
        new("seed", spec => spec.Seed.ToString(CultureInfo.InvariantCulture), value => $"seed {value}"),
        new("kind of search", spec => spec.Mode, value => value),
    ];

    private readonly IReadOnlyList<QuestionPart> _differing;

    public CurveNames(IReadOnlyList<FindAnswer> answers)
    {
        _differing = [.. Parts.Where(part => answers.Select(answer => part.Of(answer.Spec)).Distinct().Count() > 1)];
        Common = [.. Parts.Except(_differing).Select(part => part.Name)];
        var shortened = _differing.ToDictionary(part => part.Name, part => Shortened([.. answers.Select(answer => part.Of(answer.Spec)).Distinct()]));
        var labels = answers.ToDictionary(
            answer => answer.Sweep,
            answer => string.Join(", ", _differing.Select(part => part.InWords(shortened[part.Name][part.Of(answer.Spec)]))));

        // Questions may differ in what moves no threshold, such as the range of widths.
        var shared = labels.Values.GroupBy(label => label).Where(group => group.Count() > 1 || group.Key.Length == 0).Select(group => group.Key).ToHashSet();
        Labels = labels.ToDictionary(
            pair => pair.Key,
            pair => shared.Contains(pair.Value) ? (pair.Value.Length == 0 ? $"sweep {pair.Key}" : $"{pair.Value}, sweep {pair.Key}") : pair.Value);
    }

    /// <summary>The label of each sweep, each another.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; }

    /// <summary>Names of the parts that are alike in all.</summary>
    public IReadOnlyList<string> Common { get; }

    /// <summary>Names of the parts that differ, in words such as "optimizer and steps"; empty where none does.</summary>
    public string Differing => _differing switch
    {
        [] => string.Empty,
        [var only] => only.Name,
        _ => $"{string.Join(", ", _differing.SkipLast(1).Select(part => part.Name))} and {_differing[^1].Name}",
    };

    /// <summary>Of specs with one id, the arguments that are not alike; specs of several ids as they are.</summary>
    private static Dictionary<string, string> Shortened(IReadOnlyList<string> values)
    {
        var whole = values.ToDictionary(value => value, value => value);
        var calls = new Dictionary<string, SpecCall>();
        foreach (var value in values)
        {
            if (!SpecText.TryParse(value, out var call, out _))
            {
                return whole;
            }

            calls.Add(value, call);
        }

        if (calls.Values.Select(call => call.Id).Distinct().Count() > 1)
        {
            return whole;
        }

        var alike = calls.Values.Select(call => call.Arguments).Aggregate<IEnumerable<SpecArgument>>((one, other) => one.Intersect(other)).ToHashSet();
        return calls.ToDictionary(
            pair => pair.Key,
            pair => pair.Value.Arguments.Where(argument => !alike.Contains(argument)).ToList() is { Count: > 0 } own
                ? string.Join(", ", own.Select(argument => argument.Key is null ? argument.Value : $"{argument.Key}={argument.Value}"))
                : pair.Key);
    }

    /// <param name="Name">In words.</param>
    /// <param name="Of">Its canonical text.</param>
    /// <param name="InWords">What a label says of a text that may be shortened.</param>
    private sealed record QuestionPart(string Name, Func<AnswerSpec, string> Of, Func<string, string> InWords);
}
