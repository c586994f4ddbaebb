using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Data;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Theory;
using OverparamBounds.Theory.Geometry;
using OverparamBounds.Theory.Kernels;

namespace OverparamBounds.Jobs.Steps;

/// <summary>What theory says of a question's data, architecture and training.</summary>
public sealed class SurveyTheory
{
    /// <summary>Rows up to which a search waits for kernels: a second.</summary>
    public const int SearchKernelRows = 2000;

    private readonly Dataset _data;

    private SurveyTheory(BoundProblem problem, Dataset data) => (Problem, _data) = (problem, data);

    public BoundProblem Problem { get; }

    public DataSurvey Survey => Problem.Survey;

    /// <param name="mostKernelRows">Rows up to which kernels are computed; of more, the first so many.</param>
    public static SurveyTheory Of(Question question, int mostKernelRows, CancellationToken cancellationToken)
    {
        var data = question.Task.Data;
        var biases = HaveBiases(question.Architecture.Layers(1, data.Problem));
        var survey = new DataSurvey(TheoryRows.Of(data), biases, new HostEigensolver(), mostKernelRows, cancellationToken);
        var problem = BoundProblem.For(survey, question.Architecture, question.Plan.Criterion) with
        {
            Trained = data.Problem,
            Tokens = (data.Shape as InputShape.Tokens)?.Length,
            Rule = question.Plan.Rule,
            FailureProbability = 1 - question.Spec.Success,
            HasRandomLabels = question.Task.HasRandomLabels,
        };
        return new(problem, data);
    }

    /// <summary>The same data read as token sequences, images, or both.</summary>
    public SurveyTheory ReadAs(int? tokens, PatchLayout? layout) =>
        new(Problem with { Tokens = tokens ?? Problem.Tokens, Layout = layout }, _data);

    public AnswerData Data()
    {
        var geometry = Survey.Geometry();
        return new(
            _data.Samples,
            _data.Features,
            _data.Outputs,
            geometry.Separation,
            geometry.LambdaMin,
            geometry.LinearlySeparable,
            geometry.Reasons,
            Survey.Data.Notes)
        { Rows = geometry.Rows };
    }

    /// <summary>All bounds, in catalogue order.</summary>
    public IReadOnlyList<BoundValue> Bounds() => [.. BoundCatalogue.All.Select(bound => bound.Evaluate(Problem))];

    /// <summary>Those that speak of the architecture and have a formula.</summary>
    public IReadOnlyList<BoundValue> CoveringBounds() =>
    [
        .. BoundCatalogue.All
            .Where(bound => bound.TextOnly is null && bound.Networks.Covers(Problem))
            .Select(bound => bound.Evaluate(Problem)),
    ];

    /// <summary>Whether every dense layer has biases, those of residual blocks too.</summary>
    private static bool HaveBiases(IEnumerable<Layer> layers) => layers.All(layer => layer switch
    {
        Layer.Dense dense => dense.Bias,
        Layer.Residual residual => HaveBiases(residual.Body) && HaveBiases(residual.Shortcut),
        _ => true,
    });
}
