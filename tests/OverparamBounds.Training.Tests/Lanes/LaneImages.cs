using OverparamBounds.Core.Randomness;
using OverparamBounds.Training.Lanes;

namespace OverparamBounds.Training.Tests.Lanes;

/// <summary>Numbers of a panel of images, written by hand into the layout that lanes read.</summary>
internal sealed unsafe class LaneImages : IDisposable
{
    private readonly LaneMemory _memory;
    private readonly int _channels;
    private readonly int _pixels;
    private readonly int _rows;
    private readonly int _lanes;

    /// <param name="lanes">0 for data that all networks share.</param>
    public LaneImages(int channels, int pixels, int rows, int lanes)
    {
        (_channels, _pixels, _rows, _lanes) = (channels, pixels, rows, lanes);
        _memory = new((long)channels * pixels * rows * Math.Max(1, lanes));
    }

    public float* Start => _memory.Start;

    public LaneValues Values => _lanes == 0
        ? new(_memory.Start, feature: 1, row: _channels, isShared: true)
        : LaneValues.Own(_memory.Start, (long)_pixels * _rows, _lanes);

    public float this[int channel, int pixel, int row, int lane] => _memory.Span[_lanes == 0
        ? (((pixel * _rows) + row) * _channels) + channel
        : (((((channel * _pixels) + pixel) * _rows) + row) * _lanes) + lane];

    /// <summary>Normal numbers, each of its own.</summary>
    public LaneImages Draw(string name) => Fill(name, random => (float)random.NextNormal());

    public LaneImages Fill(string name, Func<RandomSequence, float> draw)
    {
        var random = new RandomSequence(RandomSequence.KeyOf(name), RandomPurpose.Data);
        foreach (ref var value in _memory.Span)
        {
            value = draw(random);
        }

        return this;
    }

    public void Dispose() => _memory.Dispose();
}
