using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Finds sweeps as users name them.</summary>
internal static class StoredQuestions
{
    /// <exception cref="RequestException">No sweep begins so, or several do.</exception>
    public static async Task<StoredQuestion> GetAsync(ILedger ledger, string name, CancellationToken cancellationToken)
    {
        if (await ledger.FindQuestionAsync(name, cancellationToken) is { } sweep)
        {
            return sweep;
        }

        var known = (await ledger.QuestionsAsync(cancellationToken)).Take(5).Select(stored => $"{stored.Id.Value} ({stored.Spec.Curve.Task})").ToList();
        throw new RequestException(known.Count == 0
            ? $"sweep: there is no sweep '{name}'; the ledger holds none yet. Ask a question first: overparam find xor."
            : $"sweep: there is no sweep '{name}'. Newest: {string.Join(", ", known)}.");
    }
}
