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
    ];

    public static IReadOnlyList<string> All { get; } = [.. Pairs.Select(pair => pair.Name)];

    public static Initialisation Parse(string name) => Pairs.Single(pair => pair.Name == name).Kind;
}
