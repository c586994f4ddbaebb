using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>Neighbours along one axis of an image that meet a window alike, borders included.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Count">How many.</param>
/// <param name="FirstTap">The first pixel of the window that they meet.</param>
/// <param name="Taps">How many pixels they meet, one after the other.</param>
internal readonly record struct WindowSpan(int First, int Count, int FirstTap, int Taps)
{
    /// <summary>Places of the window that see the same of its pixels inside of the image.</summary>
    /// <param name="length">Pixels of the image along the axis.</param>
    /// <param name="places">Places of the window along the axis.</param>
    public static IReadOnlyList<WindowSpan> OfPlaces(in SlidingWindow window, int length, int places)
    {
        var spans = new List<WindowSpan>();
        for (var place = 0; place < places; place++)
        {
            var before = window.Padding - (place * window.Stride);
            var first = Math.Max(0, before);
            Add(spans, place, first, Math.Min(window.Size, length + before) - first);
        }

        return spans;
    }

    /// <summary>
    /// Pixels that the same places see, counted back from the last, of every stride-th pixel: number q is the pixel
    /// q * stride + phase - padding, and tap j is the window's pixel j * stride + phase at the place q - j.
    /// </summary>
    /// <param name="length">Pixels of the image along the axis.</param>
    /// <param name="places">Places of the window along the axis.</param>
    public static IReadOnlyList<WindowSpan> OfPixels(in SlidingWindow window, int length, int places, int phase)
    {
        var spans = new List<WindowSpan>();
        var taps = Math.Max(0, (window.Size - phase + window.Stride - 1) / window.Stride);
        for (var q = 0; (q * window.Stride) + phase - window.Padding < length; q++)
        {
            if ((q * window.Stride) + phase >= window.Padding)
            {
                var first = Math.Max(0, q - places + 1);
                Add(spans, q, first, Math.Min(taps, q + 1) - first);
            }
        }

        return spans;
    }

    /// <summary>The places whose windows have a certain pixel inside of the image; none where the count is 0.</summary>
    public static WindowSpan OfTap(in SlidingWindow window, int length, int places, int tap)
    {
        var first = Math.Max(0, (window.Padding - tap + window.Stride - 1) / window.Stride);
        var end = length + window.Padding - tap <= 0 ? 0 : Math.Min(places, ((length + window.Padding - tap - 1) / window.Stride) + 1);
        return new(first, Math.Max(0, end - first), tap, 1);
    }

    private static void Add(List<WindowSpan> spans, int at, int firstTap, int taps)
    {
        var met = taps > 0 ? new WindowSpan(at, 1, firstTap, taps) : new(at, 1, 0, 0);
        if (spans.Count > 0 && spans[^1] is var last && last.FirstTap == met.FirstTap && last.Taps == met.Taps)
        {
            spans[^1] = last with { Count = last.Count + 1 };
        }
        else
        {
            spans.Add(met);
        }
    }
}
