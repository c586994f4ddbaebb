using System.Runtime.CompilerServices;
using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>The largest value of each channel in a window, the first of equals; pixels outside of the image are not seen.</summary>
internal sealed unsafe class MaxPoolLanes<TLanes, TVector> : LaneLayer<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    private readonly int _pixels;

    /// <summary>For each place, the pixels that its window sees, in the order of the window.</summary>
    private readonly int[][] _seen;

    /// <summary>Whether a pixel is under several windows.</summary>
    private readonly bool _overlaps;

    /// <summary>Whether every pixel is under one window, and so gets its gradient without being cleared before.</summary>
    private readonly bool _isPartition;

    public MaxPoolLanes(Layer.MaxPool pool, int panelRows)
        : base(pool.Channels, pool.Window.Positions, panelRows)
    {
        _pixels = pool.Window.Inputs;
        _overlaps = pool.Window.Size > pool.Window.Stride;
        _seen = [.. pool.Window.Sources().Chunk(pool.Window.Area).Select(sources => sources.Where(pixel => pixel < _pixels).ToArray())];
        _isPartition = !_overlaps && _seen.Sum(seen => seen.Length) == _pixels;
    }

    /// <summary>The way back finds where the largest value stood by looking for it.</summary>
    protected override bool ReadsOutputs => true;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void Compute(in LaneValues input, int rows)
    {
        var pixel = (nint)rows * TLanes.Count;
        var target = Start;
        for (nint channel = 0; channel < Features; channel++)
        {
            var image = input.Start + (channel * _pixels * pixel);
            foreach (var seen in _seen)
            {
                for (nint row = 0; row < pixel; row += TLanes.Count)
                {
                    var largest = TLanes.Broadcast(float.NegativeInfinity);
                    foreach (var at in seen)
                    {
                        // What is not a number is larger than all, as in the reference, so that it does not go unseen.
                        var value = TLanes.Load(image + (at * pixel) + row);
                        var isNumber = TLanes.Equal(value, value);
                        largest = TLanes.Select(isNumber, TLanes.Select(TLanes.GreaterThan(value, largest), value, largest), value);
                    }

                    TLanes.Store(largest, target);
                    target += TLanes.Count;
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    protected override void GoBack(float* gradient, in LaneValues input, float* below, int rows)
    {
        if (below is null)
        {
            return;
        }

        var pixel = (nint)rows * TLanes.Count;
        var zero = TLanes.Broadcast(0);
        var output = Start;
        if (!_isPartition)
        {
            LaneLoops<TLanes, TVector>.Clear(below, (long)Features * _pixels * rows);
        }

        for (nint channel = 0; channel < Features; channel++)
        {
            var first = channel * _pixels * pixel;
            foreach (var seen in _seen)
            {
                for (nint row = 0; row < pixel; row += TLanes.Count)
                {
                    var largest = TLanes.Load(output);
                    var left = TLanes.Load(gradient);
                    foreach (var at in seen)
                    {
                        // The first that is equal takes the gradient, so that nothing is left for the others.
                        var place = first + (at * pixel) + row;
                        var isLargest = TLanes.Equal(TLanes.Load(input.Start + place), largest);
                        var taken = TLanes.Select(isLargest, left, zero);
                        TLanes.Store(_overlaps ? TLanes.Add(TLanes.Load(below + place), taken) : taken, below + place);
                        left = TLanes.Select(isLargest, zero, left);
                    }

                    output += TLanes.Count;
                    gradient += TLanes.Count;
                }
            }
        }
    }
}
