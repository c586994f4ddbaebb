using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Comparison;
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

    private SurveyTheory(BoundProblem problem) => Problem = problem;

    public BoundProblem Problem { get; }

    public DataSurvey Survey => Problem.Survey;

    /// <param name="mostKernelRows">Rows up to which kernels are computed; of more, the first so many.</param>
    public static SurveyTheory Of(Question question, int mostKernelRows, CancellationToken cancellationToken)
    {
        var biases = question.Architecture.Layers(1, question.Task.Data.Problem).OfType<Layer.Dense>().All(layer => layer.Bias);
        var survey = new DataSurvey(question.Task.Data, biases, new HostEigensolver(), mostKernelRows, cancellationToken);
        return new(BoundProblem.For(survey, question.Architecture, question.Plan.Criterion) with
        {
            Rule = question.Plan.Rule,
            FailureProbability = 1 - question.Spec.Success,
            HasRandomLabels = question.Task.HasRandomLabels,
        });
    }

    /// <summary>The same data read as token sequences, images, or both.</summary>
    public SurveyTheory ReadAs(int? tokens, PatchLayout? layout) => new(Problem with { Tokens = tokens, Layout = layout });

    public AnswerData Data()
    {
        var geometry = Survey.Geometry();
        var data = Survey.Data;
        return new(
            data.Samples,
            data.Features,
            data.Outputs,
            geometry.Separation,
            geometry.LambdaMin,
            geometry.LinearlySeparable,
            geometry.Reasons,
            data.Notes)
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
}
