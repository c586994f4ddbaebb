using System.Globalization;
using OverparamBounds.Analysis.Comparisons;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Tasks;
using OverparamBounds.Theory;

namespace OverparamBounds.Jobs.Steps;

/// <summary>Computes every bound along a family of data sets, and the power with which it really grows.</summary>
public sealed class ScaleBounds
{
    private readonly QuestionRequest _request;
    private readonly ScalingVariable _variable;
    private readonly IReadOnlyList<double> _values;

    /// <param name="request">The question whose task or architecture is varied.</param>
    /// <param name="values">Values of the variable, at least two, increasing; whole numbers except for the separation.</param>
    public ScaleBounds(QuestionRequest request, ScalingVariable variable, IReadOnlyList<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(values.Count, 2);
        (_request, _variable, _values) = (request, variable, values);
    }

    /// <param name="seconds">Wall time so far, asked when all is computed.</param>
    /// <param name="report">Told each value before it is computed.</param>
    /// <exception cref="RequestException">The task or architecture has no such variable, or a value is out of its range.</exception>
    public ScalingAnswer Run(int mostKernelRows, Func<double> seconds, Action<double> report, CancellationToken cancellationToken)
    {
        // All questions are bound before anything is computed, so that a value out of range costs no time.
        var questions = _values.Select(value => Question(value)).ToList();
        var points = new List<ScalingPoint>();
        var columns = new List<IReadOnlyList<BoundValue>>();
        foreach (var (question, value) in questions.Zip(_values))
        {
            report(value);
            var theory = SurveyTheory.Of(question, mostKernelRows, cancellationToken);
            var data = theory.Data();
            points.Add(new(
                _variable == ScalingVariable.Separation ? data.Separation ?? value : value,
                data.Samples, data.Features, data.Outputs, data.Separation, data.LambdaMin));
            columns.Add(theory.CoveringBounds());
        }

        return new()
        {
            Task = questions[^1].Spec.Curve.Task,
            Architecture = questions[^1].Spec.Curve.Architecture,
            Variable = _variable.Name(),
            Points = points,
            Bounds = [.. BoundCatalogue.All.Select(bound => Row(bound, points, columns)).OfType<ScalingRow>()],
            Seconds = seconds(),
        };
    }

    private ScalingRow? Row(Bound bound, List<ScalingPoint> points, List<IReadOnlyList<BoundValue>> columns)
    {
        var values = columns.ConvertAll(column => column.FirstOrDefault(value => value.Id == bound.Id));
        if (values.OfType<BoundValue>().FirstOrDefault() is not { } any)
        {
            return null;
        }

        var quantity = values.OfType<BoundValue>().FirstOrDefault(value => value.Log10Claim is not null)?.Quantity ?? any.Quantity;
        var logs = values.ConvertAll(value => value?.Log10Claim);
        var known = points.Zip(logs, (point, log) => new { x = Math.Log10(point.Value), log }).Where(pair => pair.log is not null).ToList();
        var fit = known.Count >= 2 ? LeastSquares.Fit([.. known.Select(pair => pair.x)], [.. known.Select(pair => pair.log!.Value)]) : null;
        return new(
            bound.Id,
            bound.Title,
            bound.Kind,
            quantity,
            bound.Exponents.Of(_variable),
            fit?.Slope,
            fit?.StandardError,
            logs,
            fit is null ? values.OfType<BoundValue>().Select(value => value.Reason).OfType<string>().FirstOrDefault() ?? "It has a value at one point only." : null);
    }

    private Question Question(double value)
    {
        var whole = value.ToString("R", CultureInfo.InvariantCulture);
        return _variable switch
        {
            ScalingVariable.Depth => QuestionBinder.Bind(_request with { Architecture = WithDepth(whole) }),
            ScalingVariable.Separation => Paired(QuestionBinder.Bind(_request), value),
            _ => QuestionBinder.Bind(_request with { Task = WithParameter(whole) }),
        };
    }

    private string WithDepth(string value)
    {
        var architecture = ArchitectureCatalogue.All.Bind(_request.Architecture);
        return architecture.Entry.Parameters.Any(parameter => parameter.Name == "depth")
            ? (architecture with { Arguments = architecture.Arguments.With("depth", value) }).Text
            : throw new RequestException($"--scaling: {architecture.Entry.Id} has no depth.");
    }

    private string WithParameter(string value)
    {
        var task = TaskCatalogue.All.Bind(_request.Task);
        var name = _variable.Name();
        return task.Entry.Parameters.Any(parameter => parameter.Name == name)
            ? (task with { Arguments = task.Arguments.With(name, value) }).Text
            : throw new RequestException(
                $"--scaling: the task {task.Entry.Id} has no parameter {name}. Its parameters: {string.Join(", ", task.Entry.Parameters.Select(parameter => parameter.Name))}.");
    }

    private static Question Paired(Question question, double distance) => question with
    {
        Task = question.Task with { Data = RowPairs.AtDistance(question.Task.Data, distance) },
    };
}
