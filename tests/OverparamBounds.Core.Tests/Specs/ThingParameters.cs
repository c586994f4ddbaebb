using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Core.Tests.Specs;

/// <summary>A parameter of each kind.</summary>
internal static class ThingParameters
{
    public static IReadOnlyList<Parameter> All { get; } =
    [
        Parameter.Integer("count", "things", 1, minimum: 1, maximum: 10),
        Parameter.Real("share", "part of the whole", 0.5, minimum: 0, maximum: 1) with { AboveMinimum = true, BelowMaximum = true },
        Parameter.Real("rate", "per step", 0.1, minimum: 0),
        Parameter.Real("free", "any number", 0),
        Parameter.Flag("quick", "whether it is quick", @default: false) with { Quiet = true },
        Parameter.Choice("colour", "what it looks like", "red", "red", "blue"),
        new("labels", ParameterKind.Spec, "which labels", "true") { Choices = ["true", "flip"] },
        Parameter.List("columns", "which columns"),
        Parameter.Text("path", "where it lies"),
    ];
}
