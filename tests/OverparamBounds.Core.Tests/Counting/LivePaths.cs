using OverparamBounds.Core.Architectures;

namespace OverparamBounds.Core.Tests.Counting;

/// <summary>
/// The effective count by another road: a unit is live when nonzero weights lead to it from an input and from it to an
/// output. Two searches through the graph, where the counter under test removes units until none is left to remove.
/// </summary>
internal sealed class LivePaths
{
    private readonly List<(Layer.Dense Dense, float[] Weights, float[] Biases)> _layers = [];
    private readonly List<bool[]> _fromInput = [];
    private readonly List<bool[]> _toOutput = [];

    public LivePaths(IReadOnlyList<Layer> network, float[] parameters)
    {
        foreach (var dense in network.OfType<Layer.Dense>())
        {
            _layers.Add((dense, parameters[..dense.Weights], parameters[dense.Weights..dense.Parameters]));
            parameters = parameters[dense.Parameters..];
        }

        _fromInput.Add([.. Enumerable.Repeat(element: true, _layers[0].Dense.Inputs)]);
        foreach (var layer in _layers)
        {
            var before = _fromInput[^1];
            _fromInput.Add([.. Enumerable.Range(0, layer.Dense.Outputs).Select(unit =>
                Enumerable.Range(0, layer.Dense.Inputs).Any(input => before[input] && Weight(layer, input, unit) != 0))]);
        }

        _toOutput.Add([.. Enumerable.Repeat(element: true, _layers[^1].Dense.Outputs)]);
        foreach (var layer in Enumerable.Reverse(_layers))
        {
            var behind = _toOutput[0];
            _toOutput.Insert(0, [.. Enumerable.Range(0, layer.Dense.Inputs).Select(input =>
                Enumerable.Range(0, layer.Dense.Outputs).Any(unit => behind[unit] && Weight(layer, input, unit) != 0))]);
        }
    }

    public long Effective => Compacted(writeBiasesOfUnbiased: true).Count(value => value != 0);

    /// <summary>The parameters with everything dead at zero and folded biases at one.</summary>
    public float[] Compacted() => Compacted(writeBiasesOfUnbiased: false);

    private float[] Compacted(bool writeBiasesOfUnbiased)
    {
        var parameters = new List<float>();
        for (var index = 0; index < _layers.Count; index++)
        {
            var layer = _layers[index];
            var isOutput = index + 1 == _layers.Count;
            bool Lives(int unit) => isOutput || (_fromInput[index + 1][unit] && _toOutput[index + 1][unit]);

            for (var input = 0; input < layer.Dense.Inputs; input++)
            {
                for (var unit = 0; unit < layer.Dense.Outputs; unit++)
                {
                    parameters.Add(_fromInput[index][input] && Lives(unit) ? Weight(layer, input, unit) : 0);
                }
            }

            for (var unit = 0; unit < layer.Dense.Outputs && (layer.Dense.Bias || writeBiasesOfUnbiased); unit++)
            {
                var readsConstant = Enumerable.Range(0, layer.Dense.Inputs)
                    .Any(input => !_fromInput[index][input] && Weight(layer, input, unit) != 0);
                parameters.Add(!Lives(unit) ? 0 : readsConstant ? 1 : layer.Dense.Bias ? layer.Biases[unit] : 0);
            }
        }

        return [.. parameters];
    }

    private static float Weight((Layer.Dense Dense, float[] Weights, float[] Biases) layer, int input, int unit) =>
        layer.Weights[(input * layer.Dense.Outputs) + unit];
}
