namespace OverparamBounds.Core.Architectures;

public static partial class ScalarNetwork
{
    private static double[] Apply(Layer.OneHot layer, double[] tokens)
    {
        var outputs = new double[tokens.Length * layer.Vocabulary];
        for (var at = 0; at < tokens.Length; at++)
        {
            outputs[(at * layer.Vocabulary) + (int)tokens[at]] = 1;
        }

        return outputs;
    }

    private static double[] Apply(Layer.Embedding layer, ReadOnlySpan<double> table, double[] tokens)
    {
        var outputs = new double[tokens.Length * layer.Features];
        for (var at = 0; at < tokens.Length; at++)
        {
            table.Slice((int)tokens[at] * layer.Features, layer.Features).CopyTo(outputs.AsSpan(at * layer.Features));
        }

        return outputs;
    }

    private static double[] Apply(Layer.PositionEmbedding layer, ReadOnlySpan<double> table, double[] values)
    {
        var outputs = new double[values.Length];
        for (var at = 0; at < values.Length; at++)
        {
            outputs[at] = values[at] + table[at % (layer.Length * layer.Features)];
        }

        return outputs;
    }

    private static double[] Apply(Layer.Recurrent layer, ReadOnlySpan<double> parameters, double[] values, int samples)
    {
        var units = layer.Gates * layer.Hidden;
        var inputWeights = parameters[..(layer.Inputs * units)];
        var stateWeights = parameters.Slice(inputWeights.Length, layer.Hidden * units);
        var inputBiases = parameters.Slice(inputWeights.Length + stateWeights.Length, units);
        var stateBiases = parameters[^units..];

        var outputs = new double[samples * layer.Length * layer.Hidden];
        var fromInput = new double[units];
        var fromState = new double[units];
        for (var row = 0; row < samples; row++)
        {
            var state = new double[layer.Hidden];
            var cell = new double[layer.Hidden];
            for (var at = row * layer.Length; at < (row + 1) * layer.Length; at++)
            {
                Multiply(values.AsSpan(at * layer.Inputs, layer.Inputs), inputWeights, inputBiases, fromInput);
                Multiply(state, stateWeights, stateBiases, fromState);
                for (var unit = 0; unit < layer.Hidden; unit++)
                {
                    state[unit] = layer.Kind switch
                    {
                        RecurrentKind.Elman => Value(layer.Nonlinearity, fromInput[unit] + fromState[unit]),
                        RecurrentKind.Gru => Gru(fromInput, fromState, unit, state[unit]),
                        _ => Lstm(fromInput, fromState, unit, ref cell[unit]),
                    };
                }

                state.CopyTo(outputs, at * layer.Hidden);
            }
        }

        return outputs;
    }

    /// <summary>Gates reset, update, new: h' = (1 - z) n + z h with n = tanh(x U + b + r (h W + c)).</summary>
    private static double Gru(double[] fromInput, double[] fromState, int unit, double state)
    {
        var hidden = fromInput.Length / 3;
        var reset = Logistic(fromInput[unit] + fromState[unit]);
        var update = Logistic(fromInput[hidden + unit] + fromState[hidden + unit]);
        var fresh = Math.Tanh(fromInput[(2 * hidden) + unit] + (reset * fromState[(2 * hidden) + unit]));
        return ((1 - update) * fresh) + (update * state);
    }

    /// <summary>Gates input, forget, cell, output: c' = f c + i g and h' = o tanh(c').</summary>
    private static double Lstm(double[] fromInput, double[] fromState, int unit, ref double cell)
    {
        var hidden = fromInput.Length / 4;
        var input = Logistic(fromInput[unit] + fromState[unit]);
        var forget = Logistic(fromInput[hidden + unit] + fromState[hidden + unit]);
        var fresh = Math.Tanh(fromInput[(2 * hidden) + unit] + fromState[(2 * hidden) + unit]);
        var output = Logistic(fromInput[(3 * hidden) + unit] + fromState[(3 * hidden) + unit]);
        cell = (forget * cell) + (input * fresh);
        return output * Math.Tanh(cell);
    }

    private static double Logistic(double z) => Value(ActivationKind.Sigmoid, z);

    private static double[] Apply(Layer.Attention layer, double[] values, int samples)
    {
        var outputs = new double[samples * layer.Length * layer.Features];
        var each = layer.Features / layer.Heads;
        for (var row = 0; row < samples; row++)
        {
            for (var head = 0; head < layer.Heads; head++)
            {
                for (var position = 0; position < layer.Length; position++)
                {
                    var seen = layer.IsCausal ? position + 1 : layer.Length;
                    var weights = Softmax([.. Enumerable.Range(0, seen).Select(other => Score(position, other))]);
                    for (var feature = 0; feature < each; feature++)
                    {
                        outputs[(((row * layer.Length) + position) * layer.Features) + (head * each) + feature] =
                            weights.Select((weight, other) => weight * Entry(other, part: 2, feature)).Sum();
                    }
                }

                double Entry(int position, int part, int feature) =>
                    values[(((((row * layer.Length) + position) * 3) + part) * layer.Features) + (head * each) + feature];

                double Score(int query, int key) =>
                    Enumerable.Range(0, each).Sum(feature => Entry(query, part: 0, feature) * Entry(key, part: 1, feature)) / Math.Sqrt(each);
            }
        }

        return outputs;
    }

    private static double[] Softmax(double[] scores)
    {
        var largest = scores.Max();
        double[] powers = [.. scores.Select(score => Math.Exp(score - largest))];
        var sum = powers.Sum();
        return [.. powers.Select(power => power / sum)];
    }

    private static double[] Apply(Layer.LayerNorm layer, ReadOnlySpan<double> parameters, double[] values)
    {
        double[] outputs = [.. values];
        for (var at = 0; at < outputs.Length; at += layer.Features)
        {
            Standardise(outputs.AsSpan(at, layer.Features), Layer.LayerNorm.Epsilon);
        }

        for (var at = 0; at < outputs.Length; at++)
        {
            var feature = at % layer.Features;
            outputs[at] = (parameters[feature] * outputs[at]) + parameters[layer.Features + feature];
        }

        return outputs;
    }

    private static double[] Apply(Layer.LastPositions layer, double[] values, int samples)
    {
        var outputs = new double[samples * layer.Kept * layer.Features];
        for (var row = 0; row < samples; row++)
        {
            values.AsSpan(((row + 1) * layer.Length * layer.Features) - (layer.Kept * layer.Features), layer.Kept * layer.Features)
                .CopyTo(outputs.AsSpan(row * layer.Kept * layer.Features));
        }

        return outputs;
    }
}
