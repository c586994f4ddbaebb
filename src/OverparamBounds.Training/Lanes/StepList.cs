using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace OverparamBounds.Training.Lanes;

/// <summary>Where the factors of a product's steps stand, in memory that does not move.</summary>
internal sealed unsafe class StepList
{
    private readonly nint[] _left;
    private readonly nint[] _right;

    public StepList(int count)
    {
        Count = count;
        _left = GC.AllocateUninitializedArray<nint>(count + 1, pinned: true);
        _right = GC.AllocateUninitializedArray<nint>(count + 1, pinned: true);
    }

    public int Count { get; }

    /// <summary>For <see cref="ProductPlaces.AOffsets"/>; lives as long as the list.</summary>
    public nint* Left => (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_left));

    /// <summary>For <see cref="ProductPlaces.BOffsets"/>.</summary>
    public nint* Right => (nint*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_right));

    public void Set(int step, nint left, nint right)
    {
        _left[step] = left;
        _right[step] = right;
    }
}
