namespace OverparamBounds.Jobs.Hosting;

/// <summary>
/// Calls for pumps: <see cref="Workers.Worker.PumpAsync"/> is run somewhere, soon. A bell may lose calls, repeat them or
/// ring of itself; everything that must not be lost stands in the queue.
/// </summary>
public interface IBell
{
    /// <summary>Calls that nobody has answered yet.</summary>
    Task<int> WaitingAsync(CancellationToken cancellationToken);

    Task RingAsync(int pumps, CancellationToken cancellationToken);
}
