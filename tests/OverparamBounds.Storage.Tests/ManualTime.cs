namespace OverparamBounds.Storage.Tests;

/// <summary>A clock that stands still until it is moved.</summary>
internal sealed class ManualTime : TimeProvider
{
    public DateTimeOffset Now { get; private set; } = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;

    /// <summary>By an odd time with a microsecond, the finest that every database keeps.</summary>
    public void Advance() => Now += new TimeSpan(days: 0, hours: 1, minutes: 2, seconds: 3) + TimeSpan.FromMicroseconds(1);
}
