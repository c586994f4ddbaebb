using System.Globalization;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>One parameter with its values, such as <c>task.n</c>.</summary>
internal sealed record SweepAxis(string Kind, string Parameter, IReadOnlyList<string> Values);

/// <summary>Reads <c>over</c> and writes its values into the spec texts.</summary>
internal sealed class SweepOver(SweepMistakes mistakes, SweepValues values)
{
    /// <param name="specs">The spec texts of each kind, as written.</param>
    /// <returns>The axes in an order that does not depend on that of the keys.</returns>
    public IReadOnlyList<SweepAxis> Read(SweepNode node, Dictionary<string, List<Placed<string>>> specs)
    {
        if (node is not SweepNode.Map map)
        {
            mistakes.Add(node.Place, "over", "a map of parameters to values is expected, such as task.n: [16, 32].");
            return [];
        }

        var axes = new List<SweepAxis>();
        foreach (var entry in map.Entries)
        {
            if (Kind(entry) is { } kind && Declared(entry, kind, specs[kind]) is { Count: > 0 } declared)
            {
                axes.Add(new(kind, entry.Key[(kind.Length + 1)..], ReadValues(entry, declared)));
            }
        }

        return [.. axes.OrderBy(axis => axis.Kind, StringComparer.Ordinal).ThenBy(axis => axis.Parameter, StringComparer.Ordinal)];
    }

    /// <summary>The specs of a kind with every combination of its axes' values written in.</summary>
    public static IReadOnlyList<Placed<string>> Expand(string kind, IReadOnlyList<Placed<string>> specs, IReadOnlyList<SweepAxis> axes)
    {
        foreach (var axis in axes.Where(axis => axis.Kind == kind))
        {
            specs = [.. specs.SelectMany(spec => axis.Values.Select(value => spec with { Value = Set(spec.Value, axis.Parameter, value) }))];
        }

        return specs;
    }

    private static string Set(string spec, string parameter, string value) =>
        SpecText.TryParse(spec, out var call, out _)
            ? SpecText.Write(call with { Arguments = [.. call.Arguments, new SpecArgument(parameter, value)] })
            : spec;

    private string? Kind(SweepEntry entry)
    {
        var dot = entry.Key.IndexOf('.', StringComparison.Ordinal);
        var kind = dot > 0 ? entry.Key[..dot] : entry.Key;
        if (dot > 0 && dot < entry.Key.Length - 1 && SweepKeys.Kinds.Contains(kind))
        {
            return kind;
        }

        var hint = kind.Length <= 40 ? NearestName.Hint(kind, SweepKeys.Kinds) : string.Empty;
        mistakes.Add(entry.Place, "over", $"'{SweepValues.Short(entry.Key)}' is no kind.parameter, such as task.n or optimizer.lr.{hint} Kinds: {string.Join(", ", SweepKeys.Kinds)}.");
        return null;
    }

    /// <summary>The parameter as each spec of the kind declares it; none where something is wrong.</summary>
    private List<(string Owner, Parameter Parameter)> Declared(SweepEntry entry, string kind, List<Placed<string>> specs)
    {
        var name = entry.Key[(kind.Length + 1)..];
        var found = new List<(string, Parameter)>();
        if (specs.Count == 0)
        {
            mistakes.Add(entry.Place, $"over.{kind}", $"there is no '{kind}' whose {SweepValues.Short(name)} could be set; name one beside over.");
            return found;
        }

        foreach (var spec in specs)
        {
            // What cannot be read is said when the spec itself is bound.
            if (!SpecText.TryParse(spec.Value, out var call, out _)
                || SpecKind.Named(kind).Entries.FirstOrDefault(known => known.Id == call.Id) is not { } known)
            {
                continue;
            }

            var names = known.Parameters.Select(parameter => parameter.Name).ToList();
            if (known.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } declared)
            {
                var hint = name.Length <= 40 ? NearestName.Hint(name, names) : string.Empty;
                mistakes.Add(entry.Place, "over", $"{kind} '{known.Id}' has no parameter '{SweepValues.Short(name)}'.{hint} {(names.Count == 0 ? "It takes none." : $"Known: {string.Join(", ", names)}.")}");
            }
            else if (IsGiven(known, call, name))
            {
                mistakes.Add(entry.Place, "over", $"{SweepValues.Short(spec.Value)} gives '{name}' already; take it out of there.");
            }
            else
            {
                found.Add(($"{kind} '{known.Id}'", declared));
            }
        }

        return found;
    }

    private static bool IsGiven(ICatalogueEntry entry, SpecCall call, string name)
    {
        var byPlace = entry.Parameters.Where(parameter => !parameter.NamedOnly)
            .Take(call.Arguments.Count(argument => argument.Key is null));
        return byPlace.Any(parameter => parameter.Name == name) || call.Arguments.Any(argument => argument.Key == name);
    }

    private List<string> ReadValues(SweepEntry entry, List<(string Owner, Parameter Parameter)> declared)
    {
        var path = $"over.{entry.Key}";
        var found = new List<string>();
        var takesRanges = declared.All(owner => owner.Parameter.Kind is ParameterKind.Integer or ParameterKind.Real);
        foreach (var (item, itemPath) in values.Items(entry.Value, path))
        {
            if (values.Text(item, itemPath) is not { } text)
            {
                continue;
            }

            if (takesRanges && SweepRange.Resembles(text))
            {
                AddRange(text, item, itemPath, declared, found);
            }
            else
            {
                Check(text, item, itemPath, declared);
                found.Add(text);
            }

            if (found.Count > SweepRange.MostValues)
            {
                mistakes.Add(entry.Value.Place, path, $"it names more than {SweepRange.MostValues} values; use fewer.");
                return [];
            }
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private void AddRange(string text, SweepNode item, string path, List<(string Owner, Parameter Parameter)> declared, List<string> found)
    {
        if (SweepRange.Parse(text, out var wrong) is not { } range)
        {
            mistakes.Add(item.Place, path, $"'{SweepValues.Short(text)}': {wrong}");
            return;
        }

        // Both ends tell whether the parameter takes the values between them.
        Check(Digits(range.First), item, path, declared);
        Check(Digits(range.Last), item, path, declared);
        found.AddRange(range.Values().Select(Digits));
    }

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);

    private void Check(string value, SweepNode item, string path, List<(string Owner, Parameter Parameter)> declared)
    {
        foreach (var (owner, parameter) in declared)
        {
            var problems = new List<string>();
            SpecArguments.Bind(owner, [parameter], new SpecCall(owner, [new(parameter.Name, value)]), problems);
            foreach (var problem in problems)
            {
                mistakes.Add(item.Place, path, problem);
            }
        }
    }
}
