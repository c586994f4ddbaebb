using System.Runtime.InteropServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>Zeroed float32 memory that starts on a cache line and never moves.</summary>
internal sealed unsafe class LaneMemory : IDisposable
{
    private const nuint CacheLine = 64;

    public LaneMemory(long count)
    {
        Count = count;
        var bytes = (nuint)Math.Max(count, 1) * sizeof(float);
        Start = (float*)NativeMemory.AlignedAlloc(bytes, CacheLine);
        NativeMemory.Clear(Start, bytes);
    }

    ~LaneMemory()
    {
        Free();
    }

    public float* Start { get; private set; }

    public long Count { get; }

    public Span<float> Span => new(Start, checked((int)Count));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Start);
        Start = null;
    }
}
