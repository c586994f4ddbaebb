using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Training.Lanes;

/// <summary>
/// The parameters of a group of networks, neuron by neuron: its weights in order of its inputs, then its bias; of layers
/// without neurons in canonical order. One register a scalar; beside them the optimizer's state and, on demand, a mask.
/// </summary>
internal sealed unsafe class LaneWeights<TLanes, TVector> : IDisposable
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>Where the parameter of each canonical place stands.</summary>
    private readonly int[] _places;
    private readonly int _slots;
    private LaneMemory? _mask;

    /// <param name="layers">Of one network, first to last.</param>
    /// <param name="slots">State registers of a parameter.</param>
    public LaneWeights(IEnumerable<Layer> layers, int slots)
    {
        var places = new List<int>();
        foreach (var layer in layers)
        {
            AddPlaces(places, layer);
        }

        _places = [.. places];
        _slots = slots;
        Values = new LaneMemory((long)Count * TLanes.Count);
        Slots = new LaneMemory((long)Count * slots * TLanes.Count);
    }

    /// <summary>Parameters of one network.</summary>
    public int Count => _places.Length;

    public LaneMemory Values { get; }

    /// <summary>State registers, parameter by parameter.</summary>
    public LaneMemory Slots { get; }

    /// <summary>1 where a parameter is trained and 0 where it is held at zero; null if all are trained.</summary>
    public float* Mask => _mask is null ? null : _mask.Start;

    /// <summary>Scalars from one neuron of a layer to the next.</summary>
    public static int Stride(Layer.Dense dense) => dense.Inputs + (dense.Bias ? 1 : 0);

    /// <summary>Puts a network at the beginning of its training into a lane.</summary>
    /// <param name="parameters">In canonical order.</param>
    /// <param name="mask">In canonical order, 0 or 1; empty to train every parameter.</param>
    public void Set(int lane, ReadOnlySpan<float> parameters, ReadOnlySpan<float> mask)
    {
        if (!mask.IsEmpty && _mask is null)
        {
            _mask = new LaneMemory((long)Count * TLanes.Count);
            new Span<float>(_mask.Start, checked((int)_mask.Count)).Fill(1);
        }

        for (var i = 0; i < _places.Length; i++)
        {
            var at = ((nint)_places[i] * TLanes.Count) + lane;
            var kept = mask.IsEmpty ? 1 : mask[i];
            Values.Start[at] = kept == 0 ? 0 : parameters[i];
            if (_mask is not null)
            {
                _mask.Start[at] = kept;
            }
        }

        var slot = Slots.Start + lane;
        for (var i = 0L; i < (long)Count * _slots; i++)
        {
            *slot = 0;
            slot += TLanes.Count;
        }
    }

    /// <summary>The parameters of the network in a lane, in canonical order.</summary>
    public void Get(int lane, Span<float> parameters) => Read(Values.Start, lane, parameters);

    /// <summary>The same from other memory of this layout, such as gradients.</summary>
    public void Read(float* memory, int lane, Span<float> parameters)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            parameters[i] = memory[((nint)_places[i] * TLanes.Count) + lane];
        }
    }

    public void Dispose()
    {
        Values.Dispose();
        Slots.Dispose();
        _mask?.Dispose();
    }

    private static void AddPlaces(List<int> places, Layer layer)
    {
        switch (layer)
        {
            case Layer.Dense dense:
                AddNeurons(places, dense.Inputs, dense.Outputs, dense.Bias);
                break;
            case Layer.Convolution convolution:
                AddNeurons(places, convolution.FanIn, convolution.Outputs, convolution.Bias);
                break;
            case Layer.Embedding table:
                AddNeurons(places, table.Vocabulary, table.Features, hasBias: false);
                break;
            case Layer.Recurrent cell:
                AddCell(places, cell);
                break;
            case Layer.Residual residual:
                foreach (var inner in residual.Body.Concat(residual.Shortcut))
                {
                    AddPlaces(places, inner);
                }

                break;
            default:
                places.AddRange(Enumerable.Range(places.Count, layer.Parameters));
                break;
        }
    }

    private static void AddNeurons(List<int> places, int inputs, int outputs, bool hasBias)
    {
        var (first, stride) = (places.Count, inputs + (hasBias ? 1 : 0));
        AddMatrix(places, first, inputs, outputs, stride);
        for (var unit = 0; hasBias && unit < outputs; unit++)
        {
            places.Add(first + (unit * stride) + inputs);
        }
    }

    /// <summary>First the neurons that read the input, then those that read the state; canonically both matrices come before both biases.</summary>
    private static void AddCell(List<int> places, Layer.Recurrent cell)
    {
        var units = cell.Gates * cell.Hidden;
        var input = places.Count;
        var state = input + (units * (cell.Inputs + 1));
        AddMatrix(places, input, cell.Inputs, units, cell.Inputs + 1);
        AddMatrix(places, state, cell.Hidden, units, cell.Hidden + 1);
        places.AddRange(Enumerable.Range(0, units).Select(unit => input + (unit * (cell.Inputs + 1)) + cell.Inputs));
        places.AddRange(Enumerable.Range(0, units).Select(unit => state + (unit * (cell.Hidden + 1)) + cell.Hidden));
    }

    private static void AddMatrix(List<int> places, int first, int inputs, int outputs, int stride)
    {
        for (var input = 0; input < inputs; input++)
        {
            for (var unit = 0; unit < outputs; unit++)
            {
                places.Add(first + (unit * stride) + input);
            }
        }
    }
}
