using OverparamBounds.Core.Sweeps;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Queue;

/// <summary>What a worker does with a block.</summary>
public enum BlockKind
{
    /// <summary>Trains a range of seeds of one cell.</summary>
    Train,

    /// <summary>Looks at what was trained, and plans the next round or answers.</summary>
    Decide,
}

/// <summary>A block as held by one claim of it.</summary>
/// <param name="Block">Row number of the block.</param>
/// <param name="Token">Fencing token: counts the claims of the block.</param>
public readonly record struct BlockLease(long Block, long Token);

/// <summary>A range of seeds of a cell that is to be trained.</summary>
/// <param name="CostSeconds">Predicted seconds of one thread; for display, and to see what takes too long.</param>
public sealed record PlannedBlock(int Width, int FirstSeed, int Count, double CostSeconds);

/// <summary>A block and what is needed to do it.</summary>
/// <param name="Spec">The question that it serves.</param>
/// <param name="Range">What to train; null in a decide block.</param>
/// <param name="Crashes">How often this block has taken its worker with it, or failed.</param>
/// <param name="IsStopping">In a decide block: answer with what is known, for the sweep is being stopped.</param>
public sealed record ClaimedBlock(
    BlockLease Lease, BlockKind Kind, FindSpec Spec, PlannedBlock? Range, int Crashes, bool IsStopping);

/// <summary>Seeds of a cell that are left alone.</summary>
/// <param name="Problem">What happened last.</param>
public sealed record QuarantinedRange(int Width, int FirstSeed, int Count, string Problem);

/// <summary>Results of one curve that are stored together.</summary>
public sealed record TrialFlush(CurveSpec Curve, IReadOnlyList<TrialResult> Results);

/// <summary>What came of a flush.</summary>
/// <param name="Accepted">False: the lease was lost, and nothing was stored.</param>
/// <param name="Added">How many results were new.</param>
/// <param name="Agreeing">Of refused results: how many were stored already with the same digest, a free check of determinism.</param>
/// <param name="Differing">Of refused results: how many were stored already with another digest.</param>
public readonly record struct FlushOutcome(bool Accepted, int Added, int Agreeing, int Differing);

/// <summary>The answer of a question as stored.</summary>
/// <param name="Status">certified, bracketed, aboveGrid or undecided.</param>
/// <param name="Cells">Widths in the order in which they were first launched, with the counts that were used.</param>
/// <param name="Decisions">The decision log, a JSON text a launch.</param>
public sealed record QuestionAnswer(
    string Status, string Json, IReadOnlyList<WidthCount> Cells, IReadOnlyList<string> Decisions);
