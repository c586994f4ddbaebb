using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Theory.Families;
using OverparamBounds.Theory.Geometry;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Theory;

/// <summary>Everything that bounds ask about a data set, an architecture and its training.</summary>
public sealed record BoundProblem
{
    public required DataSurvey Survey { get; init; }

    /// <summary>The family whose width is asked about.</summary>
    public required Choice<Architecture> Architecture { get; init; }

    /// <summary>Sizes of the data set as theory reads it: each row a vector.</summary>
    public required Problem Problem { get; init; }

    /// <summary>Sizes of the data set as the architecture reads it; the same where rows are vectors.</summary>
    public Problem Trained { get => field ?? Problem; init; }

    /// <summary>Whether the network is trained on the squared loss; else on cross-entropy.</summary>
    public required bool SquaredLoss { get; init; }

    /// <summary>How weights are trained; null where nothing is trained, so that no assumption about it can be broken.</summary>
    public UpdateRule? Rule { get; init; }

    /// <summary>δ: the theorems' failure probability, to be compared with the width that trains with probability 1 - δ.</summary>
    public double FailureProbability { get; init; } = 0.1;

    /// <summary>Whether the labels were drawn at random, which only the task knows.</summary>
    public bool HasRandomLabels { get; init; }

    /// <summary>T where each row is read as so many tokens; null for vectors.</summary>
    public int? Tokens { get; init; }

    /// <summary>How each row is read as an image; null for vectors.</summary>
    public PatchLayout? Layout { get; init; }

    public static BoundProblem For(DataSurvey survey, Choice<Architecture> architecture, CriterionRule criterion) => new()
    {
        Survey = survey,
        Architecture = architecture,
        Problem = survey.Data.Problem,
        SquaredLoss = criterion.UsesSquaredLoss,
    };

    /// <summary>n.</summary>
    public double Samples => Problem.Samples;

    /// <summary>d, inputs of a row.</summary>
    public double Features => Problem.Features;

    /// <summary>Inputs of a row as kernel theorems see it: one more where biases are an appended 1.</summary>
    public int TheoryFeatures => Problem.Features + (HasBiases ? 1 : 0);

    /// <summary>n C, the numbers that a network must get right.</summary>
    public double Constraints => (double)Problem.Samples * Problem.Outputs;

    /// <summary>Whether the labels are classes, so that plateaus can hit them exactly.</summary>
    public bool DiscreteLabels => Problem.IsClassification;

    /// <summary>
    /// The network at width 1, whose form is that of every width; null where it is not a chain of dense layers whose hidden
    /// ones are all as wide as is asked about.
    /// </summary>
    public DenseChain? Network => field ??= Chain(2) is null ? null : Chain(1);

    /// <summary>The network as one of residual dense layers; null where it is none.</summary>
    public ResidualChain? ResidualNetwork => field ??= ResidualChain.Of(Architecture.Layers(1, Trained), 1);

    /// <summary>H, hidden layers; 0 where the network is no chain of dense layers.</summary>
    public int Depth => Network?.Hidden.Count ?? 0;

    /// <summary>H of a theorem about plain deep networks: the trained depth, 1 at least.</summary>
    internal int OwnDepth => Math.Max(1, Depth);

    /// <summary>H of a theorem about residual networks, whose first layer is none: 2 at least.</summary>
    internal int ResidualDepth => ResidualNetwork?.Depth ?? Math.Max(2, Depth);

    /// <summary>c_res of a theorem about residual networks.</summary>
    internal double ResidualScale => ResidualNetwork?.ResidualScale ?? KernelChoice.ResidualScale;

    /// <summary>Whether the network has biases, which the survey was told when it chose the form of rows.</summary>
    public bool HasBiases => Survey.HasBiases;

    /// <summary>The nonlinearity of the first hidden layer; null where there is none.</summary>
    public ActivationKind? Activation => Network is { Hidden: [var first, ..] } ? first.Activation : ResidualNetwork?.Activation;

    /// <summary>The dual of the trained nonlinearity, ReLU where there is none.</summary>
    public GaussianDual Dual => GaussianDuals.Of(Activation ?? ActivationKind.Relu);

    /// <summary>Parameters by width of the trained architecture; null where they are no polynomial of the width.</summary>
    public ParameterPolynomial? TrainedParameters => ParameterPolynomial.Fit(width => Architecture.ParameterCount(width, Trained));

    private DenseChain? Chain(int width) =>
        DenseChain.Of(Architecture.Layers(width, Trained)) is { } chain && chain.Hidden.All(layer => layer.Dense.Outputs == width) ? chain : null;
}
