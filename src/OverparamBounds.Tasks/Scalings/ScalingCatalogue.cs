using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Scalings;

public static class ScalingCatalogue
{
    private static readonly Citation Here = new("this project", 0, "elementary");

    public static Catalogue<Scaling> All { get; } = new(
        "scaling",
        new Scaling("none", "As they are", Here, [], (data, _) => data),
        new Scaling("unit", "Each row over its norm", Here, [], (data, _) => Unit(data)),
        new Scaling("lift", "A 1 appended, then each row over its norm", Here, [], (data, _) => Unit(Append(data))),
        new Scaling("zscore", "Each column to mean 0 and population deviation 1", Here, [], (data, _) => Standardise(data)),
        new Scaling(
            "scale",
            "All inputs times a factor",
            Here,
            [Parameter.Real("s", "factor", null, minimum: 0) with { Required = true, AboveMinimum = true }],
            (data, arguments) => Multiply(data, arguments.Real("s"))));

    private static Dataset Multiply(Dataset data, double factor) =>
        data with { Inputs = [.. data.Inputs.Select(value => value * factor)] };

    private static Dataset Append(Dataset data)
    {
        var inputs = new double[checked(data.Samples * (data.Features + 1))];
        for (var row = 0; row < data.Samples; row++)
        {
            data.Row(row).CopyTo(inputs.AsSpan(row * (data.Features + 1)));
            inputs[(row * (data.Features + 1)) + data.Features] = 1;
        }

        return data with { Inputs = inputs, Features = data.Features + 1, Shape = null };
    }

    private static Dataset Unit(Dataset data)
    {
        var inputs = (double[])data.Inputs.Clone();
        for (var row = 0; row < data.Samples; row++)
        {
            var values = inputs.AsSpan(row * data.Features, data.Features);

            // The largest entry first, so that squares of large or small numbers neither overflow nor vanish.
            var largest = 0.0;
            foreach (var value in values)
            {
                largest = Math.Max(largest, Math.Abs(value));
            }

            if (largest == 0)
            {
                throw new RequestException($"scale=unit: row {row + 1} is zero and has no direction. Use scale=lift.");
            }

            var sum = 0.0;
            foreach (var value in values)
            {
                sum += value / largest * (value / largest);
            }

            var norm = Math.Sqrt(sum);
            foreach (ref var value in values)
            {
                value = value / largest / norm;
            }
        }

        return data with { Inputs = inputs };
    }

    private static Dataset Standardise(Dataset data) =>
        data with { Inputs = StandardColumns.Of(data.Inputs, data.Samples, data.Features) };
}
