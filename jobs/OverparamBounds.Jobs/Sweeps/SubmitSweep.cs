using OverparamBounds.Core.Ledger;
using OverparamBounds.Core.Queue;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>Puts a sweep into the queue: all of it, or nothing.</summary>
public sealed class SubmitSweep(ILedger ledger)
{
    /// <param name="deviceClass">Which workers are to do it: cpu or gpu.</param>
    public async Task<QueuedSweep> RunAsync(
        SweepRequest request, BoundSweep sweep, string deviceClass, CancellationToken cancellationToken)
    {
        var digests = sweep.Questions.Select(question => question.Task.Data).Distinct().ToDictionary(data => data, data => data.Digest());
        var queued = await ledger.Queue.SubmitAsync(
            new(
                sweep.Spec.Id,
                sweep.Spec.Name,
                sweep.Spec.Notes,
                sweep.Spec.Priority,
                SweepJson.Write(request),
                [
                    .. sweep.Questions.Select(question => new PlannedQuestion(
                        question.Spec,
                        digests[question.Task.Data],
                        deviceClass,
                        question.Spec.Grid is null ? [] : BlockPlanner.Grid(question))),
                ]),
            cancellationToken);
        FailPoint.Reach(FailPoint.Submitted);
        return queued;
    }
}
