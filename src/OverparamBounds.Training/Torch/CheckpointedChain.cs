using OverparamBounds.Core.Architectures;
using static TorchSharp.torch;

namespace OverparamBounds.Training.Torch;

/// <summary>
/// The layers of a network. With checkpointing it is cut into segments: on the way forward only a segment's input is
/// remembered, and the way back runs the segment forward from it once more. The same operations on the same numbers, so
/// the results are the same bit for bit.
/// </summary>
internal sealed class CheckpointedChain : IDisposable
{
    private readonly List<Part> _parts = [];

    /// <summary>What came into each segment on the last way forward.</summary>
    private readonly Tensor?[] _borders;

    /// <param name="segments">How the layers are cut; null to remember everything.</param>
    public CheckpointedChain(IReadOnlyList<Layer> layers, IReadOnlyList<CheckpointSegment>? segments)
    {
        var tensor = 0;
        foreach (var segment in segments ?? [new(0, layers.Count, 0, 0, IsKept: true)])
        {
            List<Layer> part = [.. layers.Skip(segment.First).Take(segment.Count)];
            var tensors = part.Sum(layer => layer.Tensors.Count);
            _parts.Add(new(new(part, tensor, bySpans: segments is not null), tensor, tensors, segment.IsKept));
            tensor += tensors;
        }

        _borders = new Tensor?[_parts.Count];
    }

    /// <summary>Whether <see cref="BackwardByRow"/> may be called.</summary>
    public bool GivesRowGradients => _parts.TrueForAll(part => part.Layers.GivesRowGradients);

    public void Bind(ReplicaStorage storage) => _parts.ForEach(part => part.Layers.Bind(storage));

    public Tensor Forward(Tensor input)
    {
        for (var part = 0; part < _parts.Count; part++)
        {
            _borders[part] = input;
            input = _parts[part].Forward(input);
        }

        return input;
    }

    /// <summary>Gradients of the layers' tensors, once after a way forward.</summary>
    public void Backward(Tensor gradient, Tensor?[] gradients)
    {
        var lowest = _parts.FindIndex(part => part.Layers.HasTensors);
        for (var part = _parts.Count - 1; part >= lowest && lowest >= 0; part--)
        {
            var below = _parts[part].Backward(_borders[part]!, gradient, gradients, wanted: part > lowest);
            Drop(part, gradient);
            gradient = below ?? gradient;
        }
    }

    /// <summary>Gradients of the layers' tensors for each row; it may be called more than once after a way forward.</summary>
    public void BackwardByRow(Tensor gradient, Tensor?[] gradients)
    {
        for (var part = _parts.Count - 1; part >= 0; part--)
        {
            gradient = _parts[part].BackwardByRow(_borders[part]!, gradient, gradients, wanted: part > 0) ?? gradient;
        }
    }

    public void Dispose() => _parts.ForEach(part => part.Layers.Dispose());

    /// <summary>Lets go of what came into a segment and of the gradient by what left it, but not of what the caller handed over.</summary>
    private void Drop(int part, Tensor gradient)
    {
        if (part > 0)
        {
            _borders[part]!.Dispose();
        }

        if (part < _parts.Count - 1)
        {
            gradient.Dispose();
        }
    }

    /// <param name="FirstTensor">Index of its first tensor among the network's.</param>
    private sealed record Part(ReplicaChain Layers, int FirstTensor, int Tensors, bool IsKept)
    {
        public Tensor Forward(Tensor input)
        {
            if (IsKept)
            {
                return Layers.Forward(input);
            }

            using var scope = NewDisposeScope();
            return Out(Layers.Forward(input));
        }

        public Tensor? Backward(Tensor border, Tensor gradient, Tensor?[] gradients, bool wanted)
        {
            if (IsKept)
            {
                return Layers.Backward(gradient, gradients, wanted);
            }

            using var scope = NewDisposeScope();
            Layers.Forward(border);
            var below = Layers.Backward(gradient, gradients, wanted);
            Lift(gradients);
            return below is null ? null : Out(below);
        }

        public Tensor? BackwardByRow(Tensor border, Tensor gradient, Tensor?[] gradients, bool wanted)
        {
            if (IsKept)
            {
                return Layers.BackwardByRow(gradient, gradients, wanted);
            }

            using var scope = NewDisposeScope();
            Layers.Forward(border);
            var below = Layers.BackwardByRow(gradient, gradients, wanted);
            Lift(gradients);
            return below is null ? null : Out(below);
        }

        /// <summary>A view with the same strides, since the tensor itself may belong to an outer scope already.</summary>
        private static Tensor Out(Tensor tensor) => tensor.narrow(0, 0, tensor.shape[0]).MoveToOuterDisposeScope();

        private void Lift(Tensor?[] gradients)
        {
            for (var tensor = FirstTensor; tensor < FirstTensor + Tensors; tensor++)
            {
                gradients[tensor] = Out(gradients[tensor]!);
            }
        }
    }
}
