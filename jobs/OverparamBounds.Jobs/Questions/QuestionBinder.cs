using System.Globalization;
using OverparamBounds.Analysis.Searches;
using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Criteria;
using OverparamBounds.Core.Optimizers;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;
using OverparamBounds.Tasks;
using OverparamBounds.Training;
using OverparamBounds.Training.Strategies;

namespace OverparamBounds.Jobs.Questions;

/// <summary>Turns texts into things, and says everything that is wrong with them at once.</summary>
public static class QuestionBinder
{
    /// <summary>Most weights of a layer, so that a mistyped width is refused and not tried.</summary>
    private const long MostParameters = 100_000_000;

    private const long MostTrainings = 10_000_000;

    private const int MostLanes = 100_000;

    /// <exception cref="RequestException">Something is wrong; nothing was changed.</exception>
    public static Question Bind(QuestionRequest request)
    {
        var problems = new List<QuestionProblem>();
        return Bind(request, new TaskCache(), problems) ?? throw new RequestException([.. problems.Select(problem => problem.Text)]);
    }

    /// <summary>Binds one of many questions, whose tasks are loaded once for all.</summary>
    /// <param name="problems">Receives everything that is wrong.</param>
    /// <returns>Null when something is wrong.</returns>
    public static Question? Bind(QuestionRequest request, TaskCache tasks, ICollection<QuestionProblem> problems)
    {
        var found = new FieldProblems(problems);
        var task = found.Under("task", lines => tasks.Load(request.Task, request.Labels, lines));
        var architecture = found.Under("architecture", lines => ArchitectureCatalogue.All.Bind(request.Architecture, lines));
        request = request with { MaxWidth = request.MaxWidth ?? (architecture?.Entry ?? Mlp.Entry).UsualWidest };
        var strategy = found.Under("strategy", lines => StrategyCatalogue.All.Bind(request.Strategy, lines));
        var optimizer = found.Under("optimizer", lines => OptimizerCatalogue.All.Bind(request.Optimizer, lines));
        var criterion = found.Under("criterion", lines => CriterionCatalogue.All.Bind(request.Criterion ?? DefaultCriterion(task), lines));
        found.Named(lines => CheckNumbers(request, lines));
        if (task is not null && criterion is not null)
        {
            found.Under("task", lines => CheckCriterion(task, criterion, lines));
            found.Under("task", lines => CheckTolerance(task, criterion, lines));
        }

        if (task is not null && optimizer?.Entry.Rule(optimizer.Arguments).BatchSize > task.Data.Samples)
        {
            problems.Add(new("task", $"optimizer '{optimizer.Text}': the minibatch is larger than the {task.Data.Samples} rows of {task.Text}; use a smaller batch or none."));
        }

        if (architecture is not null && architecture.Arguments.Find("init") == "ddi" && architecture.Arguments.Find("bias") == "false")
        {
            problems.Add(new("architecture", "architecture: init=ddi sets biases, so it needs bias=true."));
        }

        if (task is not null && architecture is not null)
        {
            found.Under("architecture", lines => lines.AddRange(architecture.Refusals(task.Data.Problem)));
        }

        if (task is not null && architecture is not null && !found.Any)
        {
            found.Under("widths", lines => CheckSize(architecture, task, Widest(request), lines));
        }

        if (found.Any)
        {
            return null;
        }

        var curve = new CurveSpec(
            task!.Text, architecture!.Text, strategy!.Text, optimizer!.Text, criterion!.Text, request.Steps, request.Seed);
        return new(Spec(curve, request), task, Plan(curve, task, architecture, optimizer, criterion));
    }

    /// <summary>Makes the plan of a stored curve, for a replay. The criterion and budget are the stored ones.</summary>
    /// <exception cref="RequestException">A file of the task has gone or changed, or the curve is of a newer program.</exception>
    public static (LoadedTask Task, TrainingPlan Plan) BindStored(CurveSpec curve, LoadedTask? loaded = null)
    {
        var task = loaded ?? TaskLoader.Load(curve.Task);
        StrategyCatalogue.All.Bind(curve.Strategy);
        return (task, Plan(
            curve,
            task,
            ArchitectureCatalogue.All.Bind(curve.Architecture),
            OptimizerCatalogue.All.Bind(curve.Optimizer),
            CriterionCatalogue.All.Bind(curve.Criterion)));
    }

    /// <summary>Binds a stored question again, such as one that a worker has claimed.</summary>
    /// <exception cref="RequestException">A file of the task has gone or changed, or the curve is of a newer program.</exception>
    /// <param name="loaded">The question's task, where it is loaded already.</param>
    public static Question BindStored(FindSpec spec, LoadedTask? loaded)
    {
        var (task, plan) = BindStored(spec.Curve, loaded);
        return new(spec, task, plan);
    }

    private static TrainingPlan Plan(
        CurveSpec curve, LoadedTask task, Choice<Architecture> architecture, Choice<Optimizer> optimizer, Choice<Criterion> criterion) =>
        new(curve, task.Data, architecture, optimizer.Entry.Rule(optimizer.Arguments), criterion.Entry.Rule(criterion.Arguments));

    private static string DefaultCriterion(LoadedTask? task) => task is { Data.IsClassification: false } ? "mse" : "Z1";

    private static void CheckCriterion(LoadedTask task, Choice<Criterion> criterion, List<string> problems)
    {
        if (task.Data.IsClassification ? !criterion.Entry.ForClassification : !criterion.Entry.ForRegression)
        {
            problems.Add($"criterion '{criterion.Text}': {task.Text} is a {(task.Data.IsClassification ? "classification" : "regression")} task; "
                + $"use {string.Join(" or ", CriterionCatalogue.All.Where(entry => task.Data.IsClassification ? entry.ForClassification : entry.ForRegression).Select(entry => entry.Id))}.");
        }

        var rule = criterion.Entry.Rule(criterion.Arguments);
        if (rule.MaxRelativeResidual is { } share && task.Data.RegressionFloor >= share * task.Data.TargetVariance() && !task.Data.IsClassification)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"criterion '{criterion.Text}': equal rows of {task.Text} have different targets, so no function comes below a mean squared residual of {task.Data.RegressionFloor:G3}."));
        }
    }

    /// <summary>Networks are trained in float32: a residual below the spacing of its numbers cannot be asked for.</summary>
    private static void CheckTolerance(LoadedTask task, Choice<Criterion> criterion, List<string> problems)
    {
        var rule = criterion.Entry.Rule(criterion.Arguments);
        if (rule.MaxRelativeResidual is not { } share || (!task.Data.IsClassification && !criterion.Entry.ForRegression))
        {
            return;
        }

        var targets = TargetEncoding.Of(task.Data, rule);
        var largest = targets.Values.Max(Math.Abs);
        var spacing = MathF.BitIncrement(largest) - largest;
        if (Math.Sqrt(share * targets.Variance) < spacing)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"criterion '{criterion.Text}': it asks for residuals of {Math.Sqrt(share * targets.Variance):G3}, and 32-bit numbers near the largest target, {largest:G6}, lie {spacing:G3} apart; use standardise=true or a larger tol."));
        }
    }

    private static void CheckNumbers(QuestionRequest request, List<string> problems)
    {
        IEnumerable<string> found = request.Grid is { } grid
            ? new GridSettings(request.Success, 1 - request.Confidence, request.Ratio, MinWidth(request), grid.Widths, grid.Seeds).Problems()
            : Settings(request, _ => 1).Problems();
        problems.AddRange(found);
        if (request.Grid is { } wide && (long)wide.Widths.Count * wide.Seeds > MostTrainings)
        {
            problems.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"grid: {wide.Widths.Count} widths of {wide.Seeds} seeds are more than {MostTrainings} trainings; use fewer of either."));
        }

        if (request.Lanes > MostLanes)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"lanes: {request.Lanes} must be at most {MostLanes}; 128 is usual."));
        }

        if (request.Grid is not null && request.Steps < 1)
        {
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"steps: {request.Steps} must be at least 1."));
        }
    }

    private static void CheckSize(Choice<Architecture> architecture, LoadedTask task, int widest, List<string> problems)
    {
        try
        {
            if (architecture.ParameterCount(widest, task.Data.Problem) <= MostParameters)
            {
                return;
            }
        }
        catch (OverflowException)
        {
            // Said below: beyond the range of counts is beyond the limit.
        }

        problems.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"widths: {architecture.Text} at width {widest} has more than {MostParameters} parameters; lower the end of the widths."));
    }

    private static int Widest(QuestionRequest request) => request.Grid?.Widths.Max() ?? request.MaxWidth!.Value;

    private static int MinWidth(QuestionRequest request) =>
        request.Grid is { Widths: [_, ..] widths } ? Math.Min(request.MinWidth, widths.Min()) : request.MinWidth;

    private static SearchSettings Settings(QuestionRequest request, Func<int, double> cost) => new(
        request.Success,
        1 - request.Confidence,
        request.Ratio,
        request.MinWidth,
        request.MaxWidth!.Value,
        request.Lanes,
        request.MaxTrainings,
        request.Steps,
        cost);

    private static FindSpec Spec(CurveSpec curve, QuestionRequest request) => new(
        curve,
        request.Success,
        request.Confidence,
        request.Ratio,
        MinWidth(request),
        Widest(request),
        request.Grid is null ? request.Lanes : 0,
        request.Grid is { } grid ? grid.Widths.Count * grid.Seeds : request.MaxTrainings,
        request.Grid);
}
