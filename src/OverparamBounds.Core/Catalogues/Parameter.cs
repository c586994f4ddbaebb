using System.Globalization;

namespace OverparamBounds.Core.Catalogues;

/// <summary>How a parameter's text is read.</summary>
public enum ParameterKind
{
    Integer,
    Real,
    Flag,
    Choice,
    Text,

    /// <summary>One or several words: <c>a</c> or <c>[a,b]</c>.</summary>
    List,

    /// <summary>A named thing of its own, such as <c>flip(q=0.1)</c>.</summary>
    Spec,
}

/// <summary>One named value that a catalogue entry takes.</summary>
/// <param name="Name">The key in specs.</param>
/// <param name="Kind">How its text is read.</param>
/// <param name="Help">What it means, with its unit.</param>
/// <param name="Default">The canonical text when nothing is written; null where there is none.</param>
public sealed record Parameter(string Name, ParameterKind Kind, string Help, string? Default)
{
    /// <summary>Whether a spec without this parameter is wrong.</summary>
    public bool Required { get; init; }

    /// <summary>
    /// Left out of canonical text while it has its default. Secondary options are quiet, so that an option added
    /// later does not change the identity of what is stored already.
    /// </summary>
    public bool Quiet { get; init; }

    /// <summary>Whether only <c>key=value</c> sets it, never a value without a key.</summary>
    public bool NamedOnly { get; init; }

    /// <summary>Smallest legal number; null where there is none.</summary>
    public double? Minimum { get; init; }

    /// <summary>Largest legal number; null where there is none.</summary>
    public double? Maximum { get; init; }

    /// <summary>Whether the minimum itself is excluded.</summary>
    public bool AboveMinimum { get; init; }

    /// <summary>Whether the maximum itself is excluded.</summary>
    public bool BelowMaximum { get; init; }

    /// <summary>The legal words of a choice; for a spec, the legal ids.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The legal values as a reader sees them, such as <c>1..4096</c> or <c>relu|tanh</c>.</summary>
    public string Range => Kind switch
    {
        ParameterKind.Choice or ParameterKind.Spec => string.Join('|', Choices),
        ParameterKind.Flag => "true|false",
        ParameterKind.Integer or ParameterKind.Real => NumberRange(),
        ParameterKind.List => "a or [a,b]",
        _ => "text",
    };

    public static Parameter Integer(string name, string help, long? @default, long? minimum = null, long? maximum = null) =>
        new(name, ParameterKind.Integer, help, @default?.ToString(CultureInfo.InvariantCulture))
        {
            Minimum = minimum,
            Maximum = maximum,
        };

    public static Parameter Real(string name, string help, double? @default, double? minimum = null, double? maximum = null) =>
        new(name, ParameterKind.Real, help, @default is { } value ? Specs.SpecText.Number(value) : null)
        {
            Minimum = minimum,
            Maximum = maximum,
        };

    public static Parameter Flag(string name, string help, bool @default) =>
        new(name, ParameterKind.Flag, help, @default ? "true" : "false");

    public static Parameter Choice(string name, string help, string @default, params IReadOnlyList<string> choices) =>
        new(name, ParameterKind.Choice, help, @default) { Choices = choices };

    public static Parameter Text(string name, string help, string? @default = null) =>
        new(name, ParameterKind.Text, help, @default);

    public static Parameter List(string name, string help, string? @default = null) =>
        new(name, ParameterKind.List, help, @default);

    private string NumberRange()
    {
        var low = Minimum is { } minimum ? Specs.SpecText.Number(minimum) : string.Empty;
        var high = Maximum is { } maximum ? Specs.SpecText.Number(maximum) : string.Empty;
        return (low, high) switch
        {
            ("", "") => Kind == ParameterKind.Integer ? "integer" : "number",
            (_, "") => (AboveMinimum ? "> " : ">= ") + low,
            ("", _) => (BelowMaximum ? "< " : "<= ") + high,
            _ when AboveMinimum || BelowMaximum => $"{(AboveMinimum ? "(" : "[")}{low}, {high}{(BelowMaximum ? ")" : "]")}",
            _ => $"{low}..{high}",
        };
    }
}
