using System.Globalization;
using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Core.Specs;

/// <summary>The checked values of a spec, defaults filled in, each held as its canonical text.</summary>
public sealed class SpecArguments : IEquatable<SpecArguments>
{
    private readonly SortedDictionary<string, string> _values;

    private SpecArguments(SortedDictionary<string, string> values) => _values = values;

    public static SpecArguments Empty { get; } = new([]);

    /// <summary>Binds what was written to what is declared; adds a line to <paramref name="problems"/> for each mistake.</summary>
    public static SpecArguments Bind(
        string owner, IReadOnlyList<Parameter> parameters, SpecCall call, ICollection<string> problems)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var known = parameters.Select(parameter => parameter.Name).ToList();
        var places = parameters.Where(parameter => !parameter.NamedOnly).ToList();
        var place = 0;
        foreach (var argument in call.Arguments)
        {
            var declared = argument.Key is null
                ? (place < places.Count ? places[place++] : null)
                : parameters.FirstOrDefault(parameter => parameter.Name == argument.Key);
            if (declared is null)
            {
                problems.Add(argument.Key is null
                    ? $"{owner}: too many values: '{argument.Value}' has no parameter left. {Known(known)}"
                    : $"{owner}: no parameter is called '{argument.Key}'.{NearestName.Hint(argument.Key, known)} {Known(known)}");
                continue;
            }

            if (values.ContainsKey(declared.Name))
            {
                problems.Add($"{owner}: '{declared.Name}' is given twice.");
                continue;
            }

            if (Read(declared, argument.Value, out var wrong) is { } value)
            {
                values[declared.Name] = value;
            }
            else
            {
                problems.Add($"{owner}: {declared.Name}={argument.Value} {wrong}");
                values[declared.Name] = declared.Default ?? string.Empty;
            }
        }

        foreach (var parameter in parameters.Where(parameter => !values.ContainsKey(parameter.Name)))
        {
            if (parameter.Default is { } value)
            {
                values[parameter.Name] = value;
            }
            else if (parameter.Required)
            {
                problems.Add($"{owner}: '{parameter.Name}' is missing ({parameter.Help}).");
            }
        }

        return new(values);
    }

    /// <summary>The same arguments with one value set, which must be canonical text.</summary>
    public SpecArguments With(string name, string value) =>
        new(new SortedDictionary<string, string>(_values, StringComparer.Ordinal) { [name] = value });

    /// <summary>The canonical text of a parameter; null where it has neither value nor default.</summary>
    public string? Find(string name) => _values.GetValueOrDefault(name);

    /// <summary>Whether the parameter has a value.</summary>
    public bool Has(string name) => _values.ContainsKey(name);

    public string Text(string name) =>
        Find(name) ?? throw new ArgumentException($"No value is called '{name}'.", nameof(name));

    public int Integer(string name) => checked((int)Long(name));

    public long Long(string name) => long.Parse(Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture);

    public double Real(string name) => double.Parse(Text(name), NumberStyles.Float, CultureInfo.InvariantCulture);

    public bool Flag(string name) => Text(name) == "true";

    public IReadOnlyList<string> Words(string name) => SpecText.Words(Text(name));

    public bool Equals(SpecArguments? other) => other is not null && _values.SequenceEqual(other._values);

    public override bool Equals(object? obj) => Equals(obj as SpecArguments);

    public override int GetHashCode() =>
        _values.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    private static string Known(List<string> known) =>
        known.Count == 0 ? "It takes none." : $"Known: {string.Join(", ", known)}.";

    private static string? Read(Parameter parameter, string text, out string wrong)
    {
        wrong = $"is not one of {parameter.Range}.";
        switch (parameter.Kind)
        {
            case ParameterKind.Integer:
                wrong = $"is not a whole number in range ({parameter.Range}).";
                return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                    && InRange(parameter, whole)
                    ? whole.ToString(CultureInfo.InvariantCulture)
                    : null;
            case ParameterKind.Real:
                wrong = $"is not a number in range ({parameter.Range}).";
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number) && InRange(parameter, number)
                    ? SpecText.Number(number)
                    : null;
            case ParameterKind.Flag:
                return text is "true" or "false" ? text : null;
            case ParameterKind.Choice:
                return parameter.Choices.Contains(text, StringComparer.Ordinal) ? text : null;
            case ParameterKind.Spec:
                var ids = $"is not one of {parameter.Range}.";
                wrong = SpecText.TryParse(text, out var call, out var mistake) ? ids : mistake;
                return call is not null && parameter.Choices.Contains(call.Id, StringComparer.Ordinal) ? text : null;
            default:
                return text;
        }
    }

    private static bool InRange(Parameter parameter, double value) =>
        (parameter.Minimum is not { } low || (parameter.AboveMinimum ? value > low : value >= low))
        && (parameter.Maximum is not { } high || (parameter.BelowMaximum ? value < high : value <= high));
}
