namespace OverparamBounds.Jobs.Workers;

/// <summary>A block at work, and the reasons for which it may have to stop.</summary>
public sealed class HeldBlock : IDisposable
{
    /// <summary>How long a training that was told to stop may take to do so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _lost = new();
    private readonly CancellationTokenSource _overdue;
    private readonly CancellationTokenSource _drained;
    private readonly CancellationTokenSource _any;
    private readonly CancellationTokenRegistration _draining;
    private readonly TimeProvider _time;

    public HeldBlock(TimeSpan mostTime, TimeSpan drainTime, TimeProvider time, CancellationToken stopping)
    {
        _time = time;
        _overdue = new(mostTime, time);
        _drained = new(Timeout.InfiniteTimeSpan, time);
        _draining = stopping.Register(() => _drained.CancelAfter(drainTime));
        _any = CancellationTokenSource.CreateLinkedTokenSource(_lost.Token, _overdue.Token, _drained.Token);
        Token = _any.Token;
    }

    /// <summary>Tells the work to stop.</summary>
    public CancellationToken Token { get; }

    /// <summary>The lease is gone, or about to be.</summary>
    public bool IsLost => _lost.IsCancellationRequested;

    public bool IsOverdue => _overdue.IsCancellationRequested;

    /// <summary>Says that the lease is gone. The block may have ended meanwhile, which is as good.</summary>
    public void Lose()
    {
        try
        {
            _lost.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Nothing is left to be told.
        }
    }

    /// <summary>Ends when the work has been told to stop and has had time to do so.</summary>
    public async Task HungAsync()
    {
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = Token.Register(told.SetResult);
        await told.Task;
        await Task.Delay(Patience, _time, CancellationToken.None);
    }

    public void Dispose()
    {
        _draining.Dispose();
        _any.Dispose();
        _drained.Dispose();
        _overdue.Dispose();
        _lost.Dispose();
    }
}
