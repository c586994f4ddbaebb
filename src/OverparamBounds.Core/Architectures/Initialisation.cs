namespace OverparamBounds.Core.Architectures;

/// <summary>How weights and biases of a dense layer are drawn before training.</summary>
public enum Initialisation
{
    /// <summary>PyTorch's default: weights and biases uniform on ±1/sqrt(fan_in).</summary>
    Uniform,

    /// <summary>He et al. 2015: weights N(0, 2/fan_in), biases 0.</summary>
    He,

    /// <summary>Glorot and Bengio 2010: weights uniform on ±sqrt(6/(fan_in + fan_out)), biases 0.</summary>
    Glorot,

    /// <summary>
    /// Shin and Karniadakis 2019 (1907.09696): He weights; each hidden unit's bias is -w·x + |e| for a random training
    /// row x carried to that layer and a small e, so that every unit is active on at least one row.
    /// </summary>
    DataDependent,

    /// <summary>Weights N(0, 1), biases 0, as theorems about wide networks have it, which scale units instead.</summary>
    Standard,
}

/// <summary>Names of the initialisations in specs.</summary>
public static class InitialisationNames
{
    private static readonly IReadOnlyList<(string Name, Initialisation Kind)> Pairs =
    [
        ("uniform", Initialisation.Uniform),
        ("he", Initialisation.He),
        ("glorot", Initialisation.Glorot),
        ("ddi", Initialisation.DataDependent),
        ("standard", Initialisation.Standard),
    ];

    public static IReadOnlyList<string> All { get; } = [.. Pairs.Select(pair => pair.Name)];

    /// <summary>Those for layers of any kind: neither looking at the data nor in need of a scale of their own.</summary>
    public static IReadOnlyList<string> Usual { get; } =
        [.. Pairs.Where(pair => pair.Kind is Initialisation.Uniform or Initialisation.He or Initialisation.Glorot).Select(pair => pair.Name)];

    /// <summary>Those for a chain of dense layers.</summary>
    public static IReadOnlyList<string> OfChains { get; } = [.. Usual, "ddi"];

    public static Initialisation Parse(string name) => Pairs.Single(pair => pair.Name == name).Kind;
}
