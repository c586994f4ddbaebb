using OverparamBounds.Core.Queue;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Ledger;

/// <summary>
/// What is kept: questions, cells, trials and events. The seam between the steps of a question and the databases; all
/// databases pass one contract suite. Saving is idempotent: a trial is stored once, whoever saves it. Times are kept to
/// the microsecond.
/// </summary>
public interface ILedger : IAsyncDisposable
{
    /// <summary>What is to be done: sweeps, blocks and workers, in the same database.</summary>
    IQueue Queue { get; }

    /// <summary>Registers a question, or finds it as it stands.</summary>
    Task<StoredQuestion> OpenQuestionAsync(FindSpec spec, string dataDigest, CancellationToken cancellationToken);

    /// <summary>The trials of a cell with seed index in [first, first + count) that are stored, by seed index.</summary>
    Task<IReadOnlyDictionary<int, TrialResult>> StoredTrialsAsync(
        CurveSpec curve, int width, int first, int count, CancellationToken cancellationToken);

    /// <summary>How many trials of a curve with seed index below <paramref name="seeds"/> are stored, by width; widths without any are left out.</summary>
    Task<IReadOnlyDictionary<int, int>> CountTrialsAsync(CurveSpec curve, int seeds, CancellationToken cancellationToken);

    /// <summary>
    /// Stores trials in one transaction; those stored already are left alone. One that came out with another digest
    /// than the stored one leaves an event of kind <see cref="LedgerEvents.DigestMismatch"/>.
    /// </summary>
    /// <returns>How many were new.</returns>
    Task<int> SaveTrialsAsync(CurveSpec curve, IReadOnlyList<TrialResult> results, CancellationToken cancellationToken);

    /// <summary>Links the cells of a question, in the order in which widths were first launched, with the counts it used.</summary>
    Task SaveQuestionCellsAsync(QuestionId question, CurveSpec curve, IReadOnlyList<WidthCount> cells, CancellationToken cancellationToken);

    /// <summary>Replaces the decision log of a question: a JSON text a launch, in order.</summary>
    Task SaveDecisionsAsync(QuestionId question, IReadOnlyList<string> decisions, CancellationToken cancellationToken);

    /// <summary>Appends to the event log.</summary>
    Task AppendEventAsync(QuestionId question, string kind, string json, CancellationToken cancellationToken);

    /// <summary>Records the answer of a question: a status word and the answer's JSON.</summary>
    Task SaveAnswerAsync(QuestionId question, string status, string answerJson, CancellationToken cancellationToken);

    /// <summary>All questions, newest first.</summary>
    Task<IReadOnlyList<StoredQuestion>> QuestionsAsync(CancellationToken cancellationToken);

    /// <summary>The smallest sizes of the answered questions that a filter lets through, newest first, without the rest of their answers.</summary>
    Task<IReadOnlyList<StoredSmallest>> SmallestAsync(SmallestFilter filter, CancellationToken cancellationToken);

    /// <summary>A question by id or by a unique prefix of it; null where there is none.</summary>
    /// <exception cref="Specs.RequestException">Several questions begin so.</exception>
    Task<StoredQuestion?> FindQuestionAsync(string idOrPrefix, CancellationToken cancellationToken);

    Task<IReadOnlyList<StoredCell>> CellsAsync(QuestionId question, CancellationToken cancellationToken);

    Task<IReadOnlyList<string>> DecisionsAsync(QuestionId question, CancellationToken cancellationToken);

    /// <summary>Trials that a question used, by width and seed index, from one row on.</summary>
    Task<IReadOnlyList<TrialResult>> TrialsAsync(QuestionId question, int offset, int limit, CancellationToken cancellationToken);

    /// <summary>A trial by id or by a unique prefix of it, with its curve; null where there is none.</summary>
    /// <exception cref="Specs.RequestException">Several trials begin so.</exception>
    Task<StoredTrial?> FindTrialAsync(string idOrPrefix, CancellationToken cancellationToken);

    /// <summary>Events of a question and of its cells, in the order of their arrival; all events where no question is named.</summary>
    Task<IReadOnlyList<StoredEvent>> EventsAsync(QuestionId? question, CancellationToken cancellationToken);

    /// <summary>Version of the schema and number of rows, for <c>db status</c>.</summary>
    Task<LedgerStatus> StatusAsync(CancellationToken cancellationToken);
}

/// <summary>A question as stored.</summary>
/// <param name="Status">open, or the status word of the answer.</param>
/// <param name="AnswerJson">The answer, once there is one.</param>
/// <param name="DataDigest">Digest of the data set when the question was registered.</param>
public sealed record StoredQuestion(
    QuestionId Id, FindSpec Spec, string Status, string? AnswerJson, string DataDigest, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt);

/// <summary>Which answers are asked for; null lets all through.</summary>
/// <param name="Task">How the canonical task begins; so with architecture and optimizer.</param>
/// <param name="Status">The whole status word.</param>
public sealed record SmallestFilter(string? Task = null, string? Architecture = null, string? Optimizer = null, string? Status = null);

/// <summary>What an answer says of the smallest size.</summary>
/// <param name="SpecJson">The part <c>spec</c> of the answer's JSON; null where it has none, which is damage.</param>
/// <param name="SmallestJson">Its part <c>smallest</c>; null as well.</param>
public sealed record StoredSmallest(QuestionId Id, string? SpecJson, string? SmallestJson);

/// <summary>A cell of a question, with the counts that the question used.</summary>
/// <param name="Ordinal">Place in the order of first launches, from 0.</param>
/// <param name="Trials">Trials stored among those that the question used; below the question's own count only where some were never saved.</param>
/// <param name="MedianSteps">
/// The first step by which at least half of the trials had reached the criterion, those that failed or diverged counted
/// as never reaching it; null where less than half did.
/// </param>
public sealed record StoredCell(
    int Ordinal, CellId Id, int Width, int Trials, int Fitted, int NotFitted, int Diverged, double? MedianSteps);

/// <summary>A trial with the curve it belongs to.</summary>
public sealed record StoredTrial(CurveSpec Curve, TrialResult Result, DateTimeOffset StoredAt);

/// <summary>A line of the event log.</summary>
/// <param name="Question">The question it was written for; null for an event of a cell, which several questions may share.</param>
public sealed record StoredEvent(QuestionId? Question, string Kind, string Json, DateTimeOffset At);

/// <summary>Kinds of events that a ledger writes by itself.</summary>
public static class LedgerEvents
{
    public const string DigestMismatch = "digest-mismatch";
}

/// <summary>State of a ledger.</summary>
public sealed record LedgerStatus(string Database, string SchemaVersion, long Questions, long Sweeps, long Cells, long Trials, long Events);
