using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>One product of a pass of a convolution. Distances count floats.</summary>
/// <param name="A">From the start of the images or gradients that are the left factor.</param>
/// <param name="ARow">From a row of the product to the next.</param>
/// <param name="B">From the start of the weights or gradients that are the right factor.</param>
/// <param name="C">From the start of the result.</param>
/// <param name="CRow">From a row of the product to the next.</param>
/// <param name="Rows">Rows of the product.</param>
/// <param name="Steps">How many of the list's steps, from the first on.</param>
/// <param name="List">Where the factors stand, from A and B on.</param>
internal readonly record struct WindowProduct(nint A, nint ARow, nint B, nint C, nint CRow, int Rows, int Steps, StepList List);

/// <summary>How the numbers of a convolution on a panel stand in memory. Distances count floats.</summary>
/// <param name="Rows">Rows of the panel.</param>
/// <param name="Lanes">Floats of a register.</param>
/// <param name="Feature">From a channel of the inputs to the next.</param>
/// <param name="Row">From a row of the inputs to the next.</param>
/// <param name="Neuron">From an output's weights to the next output's.</param>
internal readonly record struct WindowLayout(int Rows, int Lanes, nint Feature, nint Row, nint Neuron)
{
    public nint Pixel => Rows * Row;

    /// <summary>From a pixel, or a place, of a panel of registers to the next.</summary>
    public nint Place => (nint)Rows * Lanes;
}

/// <summary>
/// The products that make up a convolution, forward and back, without copies of the patches: places that meet the window
/// alike are rows of one product, and its steps are listed, so that nothing is multiplied by the zeros of the border.
/// </summary>
internal sealed class WindowProducts
{
    /// <summary>Steps of the gradient by the weights that are added up in registers at a time: fewer, where their factors would not stay in the first cache.</summary>
    private const int MostSteps = 96;
    private const int FewestSteps = 32;
    private const int FirstCacheBytes = 24 << 10;

    /// <summary>What neighbouring lines of places may read until the next ones read most of it again.</summary>
    private const int SecondCacheBytes = 384 << 10;

    private const int RegisterBytes = 16 * sizeof(float);

    private readonly SlidingWindow _window;
    private readonly int _channels;
    private readonly int _outputs;
    private readonly WindowLayout _layout;
    private readonly List<WindowProduct> _forward = [];
    private readonly List<WindowProduct> _backward = [];
    private readonly List<WindowProduct> _weights = [];

    public WindowProducts(Layer.Convolution convolution, WindowLayout layout)
    {
        (_window, _channels, _outputs, _layout) = (convolution.Window, convolution.Channels, convolution.Outputs, layout);
        AddForward();
        AddBackward();
        AddWeights();

        // What a line of places reads is read by all pixels of the window; for each weight, lines stay in order.
        (Forward, Backward, Weights) = ([.. _forward], [.. _backward], [.. _weights.OrderBy(product => product.B)]);
    }

    /// <summary>A: inputs; B: weights; C: outputs. Columns are outputs.</summary>
    public WindowProduct[] Forward { get; }

    /// <summary>A: gradients by outputs; B: weights; C: gradients by inputs of registers. Columns are channels.</summary>
    public WindowProduct[] Backward { get; }

    /// <summary>A: inputs; B: gradients by outputs; C: gradients by weights, to be added to. Columns are outputs.</summary>
    public WindowProduct[] Weights { get; }

    private void AddForward()
    {
        var (stride, padding, width) = (_window.Stride, _window.Padding, (nint)_window.Width);
        var across = WindowSpan.OfPlaces(_window, _window.Width, _window.OutputWidth);
        foreach (var y in WindowSpan.OfPlaces(_window, _window.Height, _window.OutputHeight))
        {
            foreach (var x in across)
            {
                var list = new StepList(y.Taps * x.Taps * _channels);
                var step = 0;
                for (nint row = y.FirstTap; row < y.FirstTap + y.Taps; row++)
                {
                    for (nint column = x.FirstTap; column < x.FirstTap + x.Taps; column++)
                    {
                        for (nint channel = 0; channel < _channels; channel++)
                        {
                            list.Set(
                                step++,
                                ((((row - padding) * width) + column - padding) * _layout.Pixel) + (channel * _layout.Feature),
                                ((((row * _window.Size) + column) * _channels) + channel) * _layout.Lanes);
                        }
                    }
                }

                AddLines(
                    _forward,
                    list,
                    (y, x),
                    new(0, stride * width * _layout.Pixel, stride * _layout.Pixel, _layout.Row, _channels),
                    new(0, _window.OutputWidth * _layout.Place, _layout.Place, _layout.Lanes, _outputs));
            }
        }
    }

    private void AddBackward()
    {
        for (var down = 0; down < _window.Stride; down++)
        {
            foreach (var y in WindowSpan.OfPixels(_window, _window.Height, _window.OutputHeight, down))
            {
                for (var across = 0; across < _window.Stride; across++)
                {
                    foreach (var x in WindowSpan.OfPixels(_window, _window.Width, _window.OutputWidth, across))
                    {
                        AddBackward(y, x, down, across);
                    }
                }
            }
        }
    }

    private void AddBackward(in WindowSpan y, in WindowSpan x, int down, int across)
    {
        var (stride, width) = ((nint)_window.Stride, (nint)_window.OutputWidth);
        var list = new StepList(y.Taps * x.Taps * _outputs);
        var step = 0;
        for (nint row = y.FirstTap; row < y.FirstTap + y.Taps; row++)
        {
            for (nint column = x.FirstTap; column < x.FirstTap + x.Taps; column++)
            {
                var tap = (((row * stride) + down) * _window.Size) + (column * stride) + across;
                for (nint output = 0; output < _outputs; output++)
                {
                    list.Set(
                        step++,
                        ((output * _window.Positions) - (row * width) - column) * _layout.Place,
                        (output * _layout.Neuron) + (tap * _channels * _layout.Lanes));
                }
            }
        }

        AddLines(
            _backward,
            list,
            (y, x),
            new(0, width * _layout.Place, _layout.Place, _layout.Lanes, _outputs),
            new(
                (((down - _window.Padding) * (nint)_window.Width) + across - _window.Padding) * _layout.Place,
                stride * _window.Width * _layout.Place,
                stride * _layout.Place,
                _layout.Lanes,
                _channels));
    }

    private void AddWeights()
    {
        var lists = new Dictionary<int, StepList>();
        foreach (var x in TapsAcross())
        {
            for (var row = 0; row < _window.Size; row++)
            {
                var y = WindowSpan.OfTap(_window, _window.Height, _window.OutputHeight, row);
                if (y.Count > 0 && x is { Count: > 0, Taps: > 0 })
                {
                    if (!lists.TryGetValue(x.Count, out var list))
                    {
                        list = WeightSteps(x.Count);
                        lists.Add(x.Count, list);
                    }

                    AddWeights(y, x, list);
                }
            }
        }
    }

    /// <summary>
    /// Pixels of a window's row and the places that see them: neighbours together where their channels are equally far apart
    /// and so are rows of one product.
    /// </summary>
    private IEnumerable<WindowSpan> TapsAcross() =>
        _channels == 1 || _layout.Pixel == _channels * _layout.Feature
            ? WindowSpan.OfPlaces(_window, _window.Width, _window.OutputWidth)
            : Enumerable.Range(0, _window.Size).Select(tap => WindowSpan.OfTap(_window, _window.Width, _window.OutputWidth, tap));

    private void AddWeights(in WindowSpan y, in WindowSpan x, StepList list)
    {
        var stepsOfLine = x.Count * _layout.Rows;
        var lines = list.Count / stepsOfLine;
        for (var first = y.First; first < y.First + y.Count; first += lines)
        {
            var row = ((nint)first * _window.Stride) - _window.Padding + y.FirstTap;
            var column = ((nint)x.First * _window.Stride) - _window.Padding + x.FirstTap;
            var tap = ((nint)y.FirstTap * _window.Size) + x.FirstTap;
            _weights.Add(new(
                ((row * _window.Width) + column) * _layout.Pixel,
                _channels == 1 ? _layout.Pixel : _layout.Feature,
                (((nint)first * _window.OutputWidth) + x.First) * _layout.Place,
                tap * _channels * _layout.Lanes,
                _layout.Lanes,
                x.Taps * _channels,
                Math.Min(lines, y.First + y.Count - first) * stepsOfLine,
                list));
        }
    }

    /// <summary>All rows of the panel at so many places across, on as many lines as make a block.</summary>
    private StepList WeightSteps(int across)
    {
        var stepsOfLine = across * _layout.Rows;
        var most = Math.Clamp(FirstCacheBytes / ((_channels + _outputs) * RegisterBytes), FewestSteps, MostSteps);
        var lines = Math.Clamp(most / stepsOfLine, 1, _window.OutputHeight);
        var list = new StepList(lines * across * _layout.Rows);
        var step = 0;
        for (nint y = 0; y < lines; y++)
        {
            for (nint x = 0; x < across; x++)
            {
                for (nint row = 0; row < _layout.Rows; row++)
                {
                    list.Set(
                        step++,
                        (((y * _window.Width) + x) * _window.Stride * _layout.Pixel) + (row * _layout.Row),
                        (((y * _window.OutputWidth) + x) * _layout.Place) + (row * _layout.Lanes));
                }
            }
        }

        return list;
    }

    /// <summary>Splits a rectangle into products whose rows are equally far apart, in both of what they read and write.</summary>
    private void AddLines(List<WindowProduct> products, StepList list, (WindowSpan Y, WindowSpan X) spans, in Walk from, in Walk to)
    {
        var (y, x) = spans;
        var rows = _layout.Rows;
        if (rows == 1 && y.Count > x.Count)
        {
            for (nint column = x.First; column < x.First + x.Count; column++)
            {
                products.Add(new(from.At(y.First, column), from.Y, 0, to.At(y.First, column), to.Y, y.Count, list.Count, list));
            }

            return;
        }

        var isLine = rows == 1 || (from.X == rows * from.Row && to.X == rows * to.Row);
        var across = Math.Max(1, SecondCacheBytes / (_window.Size * from.Features * rows * RegisterBytes));
        for (var first = x.First; first < x.First + x.Count; first += across)
        {
            var count = Math.Min(across, x.First + x.Count - first);
            for (nint line = y.First; line < y.First + y.Count; line++)
            {
                if (isLine)
                {
                    var (a, c) = rows == 1 ? (from.X, to.X) : (from.Row, to.Row);
                    products.Add(new(from.At(line, first), a, 0, to.At(line, first), c, count * rows, list.Count, list));
                    continue;
                }

                for (nint column = first; column < first + count; column++)
                {
                    products.Add(new(from.At(line, column), from.Row, 0, to.At(line, column), to.Row, rows, list.Count, list));
                }
            }
        }
    }

    /// <summary>Where the places of a rectangle stand, and how many features each has.</summary>
    private readonly record struct Walk(nint Origin, nint Y, nint X, nint Row, int Features)
    {
        public nint At(nint y, nint x) => Origin + (y * Y) + (x * X);
    }
}
