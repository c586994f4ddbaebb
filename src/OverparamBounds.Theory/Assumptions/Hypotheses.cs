using System.Globalization;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Theory.Assumptions;

/// <summary>What theorems assume, each written and checked once. A badge says in one word what is broken.</summary>
public static class Hypotheses
{
    /// <summary>Rows closer than this, or to an antipode, are parallel: 1 - |cos| below 1e-12.</summary>
    private const double ParallelDistance = 1.5e-6;

    public static Assumption Relu { get; } = new(
        "WrongActivation", "ReLU units.", problem => Activation(problem, "ReLU units", kind => kind == ActivationKind.Relu));

    public static Assumption ReluOrLeaky { get; } = new(
        "WrongActivation",
        "ReLU or leaky ReLU units.",
        problem => Activation(problem, "ReLU or leaky ReLU units", kind => kind.IsPositivelyHomogeneous()));

    public static Assumption Sigmoidal { get; } = new(
        "WrongActivation",
        "Sigmoid units (tanh and erf are as good).",
        problem => Activation(problem, "sigmoid units", kind => kind is ActivationKind.Sigmoid or ActivationKind.Tanh or ActivationKind.Erf));

    public static Assumption Monotone { get; } = new(
        "WrongActivation",
        "Monotone units.",
        problem => Activation(problem, "monotone units", kind => kind != ActivationKind.Gelu));

    public static Assumption Smooth { get; } = new(
        "NonSmoothActivation",
        "A smooth (analytic, not polynomial) activation.",
        problem => problem.Activation is { } kind && kind.IsPositivelyHomogeneous()
            ? $"{kind.SpecName()} has a kink, the theorem needs a smooth activation"
            : null);

    public static Assumption NoBiases { get; } = new(
        "Biases",
        "No biases. A network with biases is read as one without on rows with a 1 appended, each over its norm.",
        problem => problem.HasBiases ? "the network has biases; rows are read with a 1 appended and normalised" : null);

    public static Assumption HasBiases { get; } = new(
        "Biases", "Biases in the first layer.", problem => problem.HasBiases ? null : "the construction needs biases");

    public static Assumption UnitRows { get; } = new(
        "NonUnitNorm",
        "Rows of norm 1.",
        problem => problem.Survey.Norms.AreOne
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"rows have {problem.Survey.Norms}; the value is that of rows over their norms"));

    public static Assumption NoParallelRows { get; } = new(
        "ParallelInputs",
        "No two rows are parallel; a row and its negative count as parallel.",
        problem => problem.Survey.Separation.Value < ParallelDistance ? "two rows are parallel" : null);

    public static Assumption DistinctRows { get; } = new(
        "Duplicates",
        "Distinct rows.",
        problem => problem.Survey.EqualRowCount.Repeated is > 0 and var repeated ? $"{repeated} rows repeat earlier ones" : null);

    public static Assumption NoConflicts { get; } = new(
        "LabelConflict",
        "Equal rows have equal labels.",
        problem => problem.Survey.EqualRowCount.Conflicting > 0 ? "some equal inputs have different labels, which no network fits" : null);

    public static Assumption GeneralPosition { get; } = new(
        "NotGeneralPosition",
        "Rows in general position: any d+1 of them affinely independent (random subsets are checked).",
        problem => problem.Survey.IsInGeneralPosition switch
        {
            false => "some d+1 rows lie on a hyperplane",
            null => "general position was not checked, the rows have too many features",
            true => null,
        });

    public static Assumption NtkParametrisation { get; } = new(
        "WrongParametrisation",
        "Weights N(0, 1) and outputs scaled by 1/√m.",
        problem => problem.Rule is null || problem.ResidualNetwork is not null ? null : "weights are drawn as PyTorch, He or Glorot do, without the scale 1/√m");

    public static Assumption SquaredLoss { get; } = new(
        "WrongLoss", "Squared loss.", problem => problem.SquaredLoss ? null : "cross-entropy is trained, the theorem is about the squared loss");

    public static Assumption LogisticLoss { get; } = new(
        "WrongLoss", "Logistic loss.", problem => problem.SquaredLoss ? "the squared loss is trained, the theorem is about the logistic loss" : null);

    public static Assumption GradientDescent { get; } = new(
        "WrongOptimiser",
        "Full-batch gradient descent.",
        problem => problem.Rule is null or UpdateRule.Momentum { Decay: 0, BatchSize: null, Schedule.IsConstant: true }
            ? null
            : "the theorem is about plain full-batch gradient descent");

    public static Assumption GradientMethod { get; } = new(
        "WrongOptimiser",
        "Gradient descent, full-batch or stochastic.",
        problem => problem.Rule is null or UpdateRule.Momentum { Decay: 0 }
            ? null
            : "the theorem is about gradient descent without momentum or adaptive steps");

    public static Assumption FirstLayerTrained { get; } = new(
        "LayersTrained",
        "The first layer alone is trained; output weights stay at ±1.",
        problem => problem.Rule is null ? null : "all layers are trained, the theorem trains the first alone");

    public static Assumption ScalarOutput { get; } = new(
        "ScalarOutputTheory",
        "One output.",
        problem => problem.Problem.Outputs > 1 ? $"{problem.Problem.Outputs} outputs, the theorem has one" : null);

    public static Assumption RealTargets { get; } = new(
        "DiscreteLabels",
        "Generic real targets: almost every target matrix.",
        problem => problem.DiscreteLabels
            ? "the labels are discrete, and classes can be fitted with fewer parameters than generic real targets"
            : problem.HasRandomLabels ? null
            : "the targets are not drawn at random, and structured ones can be fitted with fewer parameters");

    public static Assumption BinaryLabels { get; } = new(
        "WrongTargets",
        "Two classes.",
        problem => problem.Problem.Classes == 2 ? null : "the statement is about two classes");

    public static Assumption RandomLabels { get; } = new(
        "StructuredLabels",
        "Labels drawn at random: the count says what most labelings need, and a structured one may need less.",
        problem => problem.HasRandomLabels ? null : "the labels are not drawn at random");

    public static Assumption WorstCase { get; } = new(
        "WorstCaseStatement",
        "The data set that is worst for the network.",
        _ => "it is about the worst data of this size, which these need not be");

    public static Assumption RandomRows { get; } = new(
        "StructuredData",
        "Random points of the sphere with random labels.",
        problem => problem.HasRandomLabels && problem.Survey.Norms.AreOne ? null : "rows and labels are not random points of the sphere with random labels");

    public static Assumption Regulariser { get; } = new(
        "DegreeMismatch",
        "A regulariser that is positively homogeneous of the network's degree, such as weight decay for one hidden layer.",
        problem => problem.Rule is null ? null : "no regulariser of matching degree is used");

    public static Assumption ParallelSubnetworks { get; } = new(
        "DegreeMismatch",
        "A sum of parallel subnetworks; one hidden layer is one, deeper networks are not.",
        problem => problem.Depth > 1 ? $"depth {problem.Depth} needs parallel subnetworks" : null);

    public static Assumption Homogeneous { get; } = new(
        "NotHomogeneous",
        "A positively homogeneous network: ReLU or leaky ReLU, and no bias behind the first layer.",
        NotHomogeneous);

    public static Assumption DistinctDirections { get; } = new(
        "ParallelInputs",
        "Rows that the first layer tells apart: distinct rows with biases; without them no two parallel ones, and none of zeros.",
        problem => problem.HasBiases ? null
            : problem.Survey.NoRowsReason is not null ? "without biases a row of zeros has the output 0"
            : problem.Survey.Separation.Value < ParallelDistance ? "without biases the first layer cannot tell parallel rows apart freely"
            : null);

    public static Assumption SpecialInitialisation { get; } = new(
        "WrongParametrisation",
        "An initialisation made for the theorem, not a usual one.",
        problem => problem.Rule is null ? null : "weights are drawn the usual way, the theorem has an initialisation of its own");

    public static Assumption GrowingDimension { get; } = new(
        "FewFeatures",
        "As many features as √n at least.",
        problem => problem.Features >= Math.Sqrt(problem.Samples)
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"d = {problem.Features} is below √n = {Math.Sqrt(problem.Samples):0.#}"));

    public static Assumption KnownDepthFactor { get; } = new(
        "ExpDepthUnknownConstant",
        "The constant in the exponent of 2^{O(H)}, which the theorem does not give.",
        _ => "the factor 2^{O(H)} has an unknown constant in its exponent");

    public static Assumption ParityLabels { get; } = new(
        "WrongTask",
        "Labels that are the parity of k two-valued inputs (recognised from the data).",
        problem => problem.Survey.ParityOrder is null ? "the labels are no parity" : null);

    private static string? NotHomogeneous(BoundProblem problem)
    {
        if (problem.Network is not { } network)
        {
            return "the network is no chain of dense layers";
        }

        List<string> parts =
        [
            .. network.Hidden.Select(layer => layer.Activation).Distinct().Where(kind => !kind.IsPositivelyHomogeneous())
                .Select(kind => $"{kind.SpecName()} is not positively homogeneous"),
        ];
        if (network.Output.Bias)
        {
            parts.Add("the output bias breaks homogeneity");
        }

        if (network.Hidden.Skip(1).Any(layer => layer.Dense.Bias))
        {
            parts.Add("the biases of later hidden layers break homogeneity");
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static string? Activation(BoundProblem problem, string wanted, Func<ActivationKind, bool> isWanted)
    {
        var others = problem.Network?.Hidden.Select(layer => layer.Activation).Distinct().Where(kind => !isWanted(kind)).ToList() ?? [];
        return others.Count == 0 ? null : $"{string.Join(" and ", others.Select(kind => kind.SpecName()))} is trained, the theorem is about {wanted}";
    }
}
