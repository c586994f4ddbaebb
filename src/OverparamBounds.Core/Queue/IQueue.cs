using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Queue;

/// <summary>
/// What is to be done, and by whom. Everything that must survive a crash stands here; whoever rings the bell for workers
/// may lose, repeat or invent what it rings for. All databases pass one contract suite.
/// </summary>
/// <remarks>
/// <para>
/// A sweep asks questions; several sweeps may ask the same. A queued question has one <see cref="BlockKind.Decide"/>
/// block, which can be claimed whenever none of its <see cref="BlockKind.Train"/> blocks is unfinished: whoever claims it
/// looks at the stored trials and either plans the next round of train blocks or records the answer.
/// </para>
/// <para>
/// Execution is at least once, results are exactly once: a claim hands out a lease with a fencing token, and whatever is
/// written under a lease that was taken away is refused as a whole. Ages and order follow the clock of the database.
/// </para>
/// </remarks>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "It is a queue, though no collection.")]
public interface IQueue
{
    /// <summary>
    /// Queues a sweep in one transaction, all of it or nothing. One that is there already is left as it stands, but a
    /// cancelled, stopped or failed one runs again. Answered questions whose answer is final are not asked again.
    /// </summary>
    Task<QueuedSweep> SubmitAsync(Submission submission, CancellationToken cancellationToken);

    /// <summary>All sweeps with their progress, newest first.</summary>
    Task<IReadOnlyList<QueuedSweep>> SweepsAsync(CancellationToken cancellationToken);

    /// <summary>A sweep by id or by a unique prefix of it; null where there is none.</summary>
    /// <exception cref="Specs.RequestException">Several sweeps begin so.</exception>
    Task<QueuedSweep?> FindSweepAsync(string idOrPrefix, CancellationToken cancellationToken);

    /// <summary>The questions of a sweep with their progress, in the sweep's order.</summary>
    Task<IReadOnlyList<QueuedQuestion>> QuestionsAsync(SweepId sweep, CancellationToken cancellationToken);

    /// <summary>Moves a sweep to another state, as <see cref="SweepCommands"/> allows, and logs it.</summary>
    /// <exception cref="Specs.RequestException">The sweep is in a state in which the command means nothing; says which do.</exception>
    Task<QueuedSweep> ChangeAsync(SweepId sweep, SweepCommand command, CancellationToken cancellationToken);

    /// <summary>Higher goes first. Takes effect at the next claim.</summary>
    Task<QueuedSweep> PrioritiseAsync(SweepId sweep, int priority, CancellationToken cancellationToken);

    /// <summary>
    /// Announces a worker and takes the session lock that says it lives. The lock is on a connection of its own; when the
    /// process dies the server drops it at once.
    /// </summary>
    Task<IWorkerSession> RegisterAsync(WorkerInfo worker, CancellationToken cancellationToken);

    /// <summary>Workers that live or were seen within the last day, newest first.</summary>
    Task<IReadOnlyList<QueuedWorker>> WorkersAsync(CancellationToken cancellationToken);

    /// <summary>How much there is to do for a class of devices.</summary>
    Task<QueueDepth> DepthAsync(string deviceClass, CancellationToken cancellationToken);

    /// <summary>
    /// Becomes the one that reconciles, if nobody is: holds the leader's lock, on a connection of its own, until disposed
    /// or dead.
    /// </summary>
    /// <returns>Null where another process leads.</returns>
    Task<IQueueLeader?> TryLeadAsync(CancellationToken cancellationToken);
}

/// <summary>A worker as the queue knows it. Disposing it is leaving: what it still held can be claimed at once, uncounted.</summary>
public interface IWorkerSession : IAsyncDisposable
{
    WorkerId Id { get; }

    /// <summary>
    /// Says that the worker lives, and takes its session lock again if the connection was lost. False: the worker was
    /// given up for dead meanwhile; it must stop what it does and register anew.
    /// </summary>
    /// <param name="held">The blocks it works on.</param>
    Task<HeartbeatReply> BeatAsync(IReadOnlyList<BlockLease> held, CancellationToken cancellationToken);

    /// <summary>
    /// The most urgent block that can be done: by priority of the sweep, then blocks whose lease was lost before fresh
    /// ones, then in the order of planning. Null where there is none at the moment.
    /// </summary>
    Task<ClaimedBlock?> ClaimAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stores results of a train block, and with <paramref name="isLast"/> ends it, in one transaction with the check
    /// that the lease still stands.
    /// </summary>
    Task<FlushOutcome> FlushAsync(BlockLease lease, TrialFlush flush, bool isLast, CancellationToken cancellationToken);

    /// <summary>Gives an unfinished block back, as on a graceful stop. False: it was not this worker's any more.</summary>
    Task<bool> ReleaseAsync(BlockLease lease, CancellationToken cancellationToken);

    /// <summary>Gives a block back that failed with an error; counts as a crash, with the message kept.</summary>
    Task<bool> FailAsync(BlockLease lease, string message, CancellationToken cancellationToken);

    /// <summary>Ends a decide block with a further round: plans its train blocks. False: the lease was lost; nothing is planned.</summary>
    /// <param name="decisions">The decision log so far, a JSON text a launch.</param>
    Task<bool> PlanAsync(
        BlockLease lease, IReadOnlyList<PlannedBlock> blocks, IReadOnlyList<string> decisions, CancellationToken cancellationToken);

    /// <summary>
    /// Ends a decide block with the question's answer, and every sweep whose last question it was. False: the lease was
    /// lost; nothing is kept.
    /// </summary>
    Task<bool> AnswerAsync(BlockLease lease, QuestionAnswer answer, CancellationToken cancellationToken);

    /// <summary>Ends a decide block because the question cannot be answered; the sweep goes on without it.</summary>
    Task<bool> GiveUpAsync(BlockLease lease, string reason, CancellationToken cancellationToken);
}

/// <summary>The one that reconciles. Disposing it lets another lead.</summary>
public interface IQueueLeader : IAsyncDisposable
{
    /// <summary>
    /// Takes leases from workers that are dead (session lock gone and silent for <see cref="QueueTimes.SilenceSeconds"/>,
    /// or silent for <see cref="QueueTimes.LeaseSeconds"/>), splits and quarantines what keeps crashing, closes sweeps
    /// whose questions are all settled. Safe to repeat.
    /// </summary>
    /// <exception cref="IOException">The leader's connection is gone; somebody else may lead by now.</exception>
    Task<Reconciliation> ReconcileAsync(CancellationToken cancellationToken);
}
