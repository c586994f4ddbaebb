using System.Globalization;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Jobs.Questions;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>A sweep with its questions bound and their data loaded; specs and questions are in the same order.</summary>
public sealed record BoundSweep(SweepSpec Spec, IReadOnlyList<Question> Questions);

/// <summary>Multiplies a sweep out into questions.</summary>
public static class SweepBinder
{
    /// <summary>Most numbers of all data sets together (400 MB): they are held at the same time.</summary>
    private const long MostNumbers = 50_000_000;

    /// <exception cref="RequestException">Lists everything wrong at its place in the file, each thing once.</exception>
    public static BoundSweep Bind(SweepRequest request, CancellationToken cancellationToken)
    {
        var mistakes = new SweepMistakes(request.Source);
        var tasks = new TaskCache();
        var questions = new Dictionary<string, Question>(StringComparer.Ordinal);
        var ordered = new List<Question>();
        foreach (var combination in Combinations(request))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var problems = new List<QuestionProblem>();
            if (QuestionBinder.Bind(combination.Request, tasks, problems) is { } question)
            {
                if (questions.TryAdd(question.Spec.CanonicalText, question))
                {
                    ordered.Add(question);
                }
            }

            foreach (var problem in problems)
            {
                var (path, place) = combination.Find(problem.Field, request);
                mistakes.Add(place, path, SpecKind.WithoutKind(problem.Text));
            }

            if (tasks.Numbers > MostNumbers)
            {
                throw mistakes.Fatal(combination.Task.Place, combination.Task.Path, string.Create(
                    CultureInfo.InvariantCulture,
                    $"the data sets up to this one hold {tasks.Numbers} numbers, more than {MostNumbers}; split the sweep."));
            }
        }

        mistakes.Throw();
        return new(new(request.Name, request.Notes, request.Priority, [.. ordered.Select(question => question.Spec)]), ordered);
    }

    private static IEnumerable<Combination> Combinations(SweepRequest request) =>
        from task in request.Tasks
        from labels in request.Labels
        from architecture in request.Architectures
        from strategy in request.Strategies
        from optimizer in request.Optimizers
        from criterion in request.Criteria
        from steps in request.Steps
        from success in request.Successes
        from seed in request.Seeds
        select new Combination(task, labels, architecture, strategy, optimizer, criterion, steps, success, request.Settings with
        {
            Task = task.Value,
            Labels = labels.Value,
            Architecture = architecture.Value,
            Strategy = strategy.Value,
            Optimizer = optimizer.Value,
            Criterion = criterion.Value,
            Steps = steps.Value,
            Success = success.Value,
            Seed = seed.Value,
        });

    /// <summary>One choice of each axis, as asked and with its places.</summary>
    private sealed record Combination(
        Placed<string> Task,
        Placed<string?> Labels,
        Placed<string> Architecture,
        Placed<string> Strategy,
        Placed<string> Optimizer,
        Placed<string?> Criterion,
        Placed<int> Steps,
        Placed<double> Success,
        QuestionRequest Request)
    {
        public (string Path, SweepPlace Place) Find(string field, SweepRequest request) => field switch
        {
            "labels" when Labels.Value is not null => (Labels.Path, Labels.Place),
            "architecture" => (Architecture.Path, Architecture.Place),
            "strategy" => (Strategy.Path, Strategy.Place),
            "optimizer" => (Optimizer.Path, Optimizer.Place),
            "criterion" when Criterion.Value is not null => (Criterion.Path, Criterion.Place),
            "steps" => (Steps.Path, Steps.Place),
            "success" => (Success.Path, Success.Place),
            "widths" or "grid" or "seeds" or "lanes" or "budget" or "ratio" or "confidence" =>
                (Request.Grid is null ? "search" : "grid", request.WidthsPlace),
            _ => (Task.Path, Task.Place),
        };
    }
}
