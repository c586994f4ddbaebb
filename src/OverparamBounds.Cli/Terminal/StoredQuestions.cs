using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Finds questions as users name them: by an id of their own, or by that of a sweep that asks them.</summary>
internal static class StoredQuestions
{
    /// <exception cref="RequestException">Nothing begins so, several do, or it is a sweep of several questions.</exception>
    public static async Task<StoredQuestion> GetAsync(ILedger ledger, string name, CancellationToken cancellationToken) =>
        await AllAsync(ledger, name, cancellationToken) switch
        {
            [var only] => only,
            var several => throw new RequestException(
                $"sweep: '{name}' asks {several.Count} questions, and this takes one: {string.Join(", ", several.Take(5).Select(Name))}{(several.Count > 5 ? ", …" : string.Empty)}."),
        };

    /// <summary>The question, or all questions of the sweep, in its order.</summary>
    /// <exception cref="RequestException">Nothing begins so, or several do.</exception>
    public static async Task<IReadOnlyList<StoredQuestion>> AllAsync(ILedger ledger, string name, CancellationToken cancellationToken)
    {
        if (await ledger.FindQuestionAsync(name, cancellationToken) is { } question)
        {
            return [question];
        }

        if (await ledger.Queue.FindSweepAsync(name, cancellationToken) is { } sweep)
        {
            var questions = new List<StoredQuestion>();
            foreach (var asked in await ledger.Queue.QuestionsAsync(sweep.Id, cancellationToken))
            {
                questions.Add((await ledger.FindQuestionAsync(asked.Spec.Id.Value, cancellationToken))!);
            }

            return questions;
        }

        var known = (await ledger.QuestionsAsync(cancellationToken)).Take(5).Select(Name).ToList();
        throw new RequestException(known.Count == 0
            ? $"sweep: there is no sweep '{name}'; the ledger holds none yet. Ask a question first: overparam find xor."
            : $"sweep: there is no sweep '{name}'. Newest: {string.Join(", ", known)}.");
    }

    private static string Name(StoredQuestion question) => $"{question.Id} ({question.Spec.Curve.Task})";
}
