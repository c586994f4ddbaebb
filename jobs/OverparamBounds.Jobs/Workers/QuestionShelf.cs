using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Steps;

namespace OverparamBounds.Jobs.Workers;

/// <summary>
/// Questions that this process has bound, with their data, and searches as far as it has replayed them. A convenience:
/// whatever is not here is made again from the ledger.
/// </summary>
public sealed class QuestionShelf
{
    private const int MostQuestions = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<QuestionId, LinkedListNode<Question>> _questions = [];
    private readonly LinkedList<Question> _order = [];
    private readonly Dictionary<QuestionId, SearchRun> _runs = [];

    /// <exception cref="Core.Specs.RequestException">The data cannot be loaded here, or is not what it was.</exception>
    public Question Get(FindSpec spec)
    {
        lock (_gate)
        {
            if (_questions.TryGetValue(spec.Id, out var known))
            {
                _order.Remove(known);
                _order.AddLast(known);
                return known.Value;
            }

            var task = _order.FirstOrDefault(question => question.Spec.Curve.Task == spec.Curve.Task)?.Task;
            var question = QuestionBinder.BindStored(spec, task);
            _questions[spec.Id] = _order.AddLast(question);
            if (_order.Count > MostQuestions)
            {
                var oldest = _order.First!.Value.Spec.Id;
                _order.RemoveFirst();
                _questions.Remove(oldest);
                _runs.Remove(oldest);
            }

            return question;
        }
    }

    /// <summary>Takes a search off the shelf, or starts it; nobody else gets the same one meanwhile.</summary>
    public SearchRun TakeRun(FindSpec spec)
    {
        var question = Get(spec);
        lock (_gate)
        {
            return _runs.Remove(spec.Id, out var run) ? run : SearchRun.Start(question);
        }
    }

    /// <summary>Puts a search back that waits for a round.</summary>
    public void PutBack(SearchRun run)
    {
        lock (_gate)
        {
            if (_questions.ContainsKey(run.Question.Spec.Id))
            {
                _runs[run.Question.Spec.Id] = run;
            }
        }
    }
}
