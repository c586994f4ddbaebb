namespace OverparamBounds.Core.Architectures;

public static partial class ScalarNetwork
{
    private static double[] Apply(Layer.Convolution layer, ReadOnlySpan<double> parameters, double[] values, int samples)
    {
        var sources = layer.Window.Sources();
        var places = layer.Window.Positions;
        var weights = parameters[..(layer.FanIn * layer.Outputs)];
        var biases = layer.Bias ? parameters[weights.Length..] : new double[layer.Outputs];
        var outputs = new double[samples * places * layer.Outputs];
        var patch = new double[layer.FanIn];
        for (var row = 0; row < samples; row++)
        {
            var image = values.AsSpan(row * layer.Window.Inputs * layer.Channels, layer.Window.Inputs * layer.Channels);
            for (var place = 0; place < places; place++)
            {
                for (var tap = 0; tap < layer.Window.Area; tap++)
                {
                    var pixel = sources[(place * layer.Window.Area) + tap];
                    var channels = patch.AsSpan(tap * layer.Channels, layer.Channels);
                    if (pixel == layer.Window.Inputs)
                    {
                        channels.Clear();
                    }
                    else
                    {
                        image.Slice(pixel * layer.Channels, layer.Channels).CopyTo(channels);
                    }
                }

                Multiply(patch, weights, biases, outputs.AsSpan(((row * places) + place) * layer.Outputs, layer.Outputs));
            }
        }

        return outputs;
    }

    /// <remarks>The border is never the largest: a window sees the pixels that are there.</remarks>
    private static double[] Apply(Layer.MaxPool layer, double[] values, int samples)
    {
        var sources = layer.Window.Sources();
        var places = layer.Window.Positions;
        var outputs = new double[samples * places * layer.Channels];
        Array.Fill(outputs, double.NegativeInfinity);
        for (var row = 0; row < samples; row++)
        {
            for (var at = 0; at < sources.Length; at++)
            {
                if (sources[at] == layer.Window.Inputs)
                {
                    continue;
                }

                var from = ((row * layer.Window.Inputs) + sources[at]) * layer.Channels;
                var to = ((row * places) + (at / layer.Window.Area)) * layer.Channels;
                for (var channel = 0; channel < layer.Channels; channel++)
                {
                    outputs[to + channel] = Math.Max(outputs[to + channel], values[from + channel]);
                }
            }
        }

        return outputs;
    }

    private static double[] Apply(Layer.GlobalMean layer, double[] values, int samples)
    {
        var outputs = new double[samples * layer.Features];
        for (var at = 0; at < values.Length; at++)
        {
            var row = at / (layer.Positions * layer.Features);
            outputs[(row * layer.Features) + (at % layer.Features)] += values[at] / layer.Positions;
        }

        return outputs;
    }

    private static double[] Apply(Layer.BatchNorm layer, ReadOnlySpan<double> parameters, double[] values)
    {
        var outputs = new double[values.Length];
        var column = new double[values.Length / layer.Features];
        for (var feature = 0; feature < layer.Features; feature++)
        {
            for (var at = 0; at < column.Length; at++)
            {
                column[at] = values[(at * layer.Features) + feature];
            }

            Standardise(column, Layer.BatchNorm.Epsilon);
            for (var at = 0; at < column.Length; at++)
            {
                outputs[(at * layer.Features) + feature] = (parameters[feature] * column[at]) + parameters[layer.Features + feature];
            }
        }

        return outputs;
    }

    /// <summary>Takes the mean off and divides by the root of the population variance and <paramref name="epsilon"/>.</summary>
    private static void Standardise(Span<double> values, double epsilon)
    {
        var mean = 0.0;
        foreach (var value in values)
        {
            mean += value / values.Length;
        }

        var variance = 0.0;
        foreach (var value in values)
        {
            variance += (value - mean) * (value - mean) / values.Length;
        }

        foreach (ref var value in values)
        {
            value = (value - mean) / Math.Sqrt(variance + epsilon);
        }
    }
}
