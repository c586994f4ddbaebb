using System.Globalization;

namespace OverparamBounds.Faults.Scenes;

/// <summary>A sweep of many cheap trainings: XOR, two activations, the widths at which some fit and some do not.</summary>
/// <param name="Seeds">Trainings a width and activation.</param>
/// <param name="Steps">Budget of a training; narrow networks use it up.</param>
internal sealed record GridSweep(int Seeds, int Steps)
{
    private static readonly IReadOnlyList<int> Widths = [1, 2, 3, 4, 6];
    private static readonly IReadOnlyList<string> Activations = ["relu", "tanh"];

    /// <summary>Tells sweeps with the same trials apart.</summary>
    public string Name { get; init; } = "Faults";

    /// <summary>Which ladder of seeds; others are other trials.</summary>
    public int Ladder { get; init; }

    public int Trials => Widths.Count * Activations.Count * Seeds;

    /// <summary>What trials it holds, whatever it is called.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"xor-{Seeds}-{Steps}-{Ladder}");

    public string Yaml => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        name: {Name}
        task: xor
        architecture: [{string.Join(", ", Activations.Select(activation => $"\"mlp(act={activation})\""))}]
        steps: {Steps}
        seed: {Ladder}
        grid:
          widths: [{string.Join(", ", Widths)}]
          seeds: {Seeds}

        """);

    /// <summary>The sweep with about so many trainings.</summary>
    public static GridSweep Of(int trials, int steps = 20_000) => new(Math.Max(1, trials / (Widths.Count * Activations.Count)), steps);
}
