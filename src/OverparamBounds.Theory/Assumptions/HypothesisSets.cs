namespace OverparamBounds.Theory.Assumptions;

/// <summary>Settings that several theorems share.</summary>
public static class HypothesisSets
{
    /// <summary>Du, Zhai, Poczos and Singh 2019 and those who sharpened it: two ReLU layers, the first trained.</summary>
    public static IReadOnlyList<Assumption> TwoLayerKernel { get; } =
    [
        Hypotheses.Relu,
        Hypotheses.NoBiases,
        Hypotheses.UnitRows,
        Hypotheses.NoParallelRows,
        Hypotheses.NtkParametrisation,
        Hypotheses.FirstLayerTrained,
        Hypotheses.SquaredLoss,
        Hypotheses.GradientDescent,
        Hypotheses.ScalarOutput,
    ];

    /// <summary>Du, Lee, Li, Wang and Zhai 2019: deep networks with a smooth activation, all layers trained.</summary>
    public static IReadOnlyList<Assumption> DeepKernel { get; } =
    [
        Hypotheses.Smooth,
        Hypotheses.NoBiases,
        Hypotheses.UnitRows,
        Hypotheses.NoParallelRows,
        Hypotheses.NtkParametrisation,
        Hypotheses.SquaredLoss,
        Hypotheses.GradientDescent,
        Hypotheses.ScalarOutput,
    ];

    /// <summary>Ji and Telgarsky 2020: two ReLU layers, the first trained, two classes with a margin.</summary>
    public static IReadOnlyList<Assumption> TwoLayerMargin { get; } =
    [
        Hypotheses.Relu,
        Hypotheses.NoBiases,
        Hypotheses.UnitRows,
        Hypotheses.NtkParametrisation,
        Hypotheses.FirstLayerTrained,
        Hypotheses.LogisticLoss,
        Hypotheses.GradientDescent,
        Hypotheses.BinaryLabels,
    ];
}
