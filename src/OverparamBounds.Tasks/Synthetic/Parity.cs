using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>Rows of {-1,1}^d; the label is the product of k of the coordinates.</summary>
/// <remarks>Row number r holds the binary digits of r, the first coordinate being the highest digit and 0 written -1.</remarks>
public static class Parity
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "parity",
        Title = "Parity",
        Source = new("Minsky, Papert", 1969, "Perceptrons, chapter 3"),
        OwnParameters =
        [
            Parameter.Integer("d", "inputs", 4, minimum: 1, maximum: 30),
            Parameter.Integer("k", "coordinates in the product", 4, minimum: 1, maximum: 30),
            Parameter.Integer("n", "distinct rows, drawn; all 2^d in counting order if absent", null, minimum: 1, maximum: 1 << 30),
            Parameter.Choice("subset", "which coordinates: the first k, or k drawn", "first", "first", "random") with { Quiet = true },
        ],
        Problems = Problems,
        Load = Make,
    };

    private static IEnumerable<string> Problems(SpecArguments arguments)
    {
        var (d, k) = (arguments.Integer("d"), arguments.Integer("k"));
        if (k > d)
        {
            yield return $"k={k} coordinates are more than d={d}. Use k up to d.";
        }

        if (Count(arguments) > 1 << d)
        {
            yield return $"n={Count(arguments)} distinct rows are more than 2^{d} = {1 << d}. Lower n, or leave it out for all.";
        }

        foreach (var problem in TableSize.Problems(Count(arguments), d))
        {
            yield return problem;
        }
    }

    private static int Count(SpecArguments arguments) =>
        arguments.Has("n") ? arguments.Integer("n") : 1 << arguments.Integer("d");

    private static RawData Make(TaskRequest request)
    {
        var (d, k, count) = (request.Arguments.Integer("d"), request.Arguments.Integer("k"), Count(request.Arguments));
        var subset = request.Arguments.Text("subset") == "random"
            ? request.Draws(RandomPurpose.Labels).NextPermutation(d)[..k]
            : [.. Enumerable.Range(0, k)];
        var mask = subset.Aggregate(0, (bits, coordinate) => bits | (1 << (d - 1 - coordinate)));
        var inputs = new double[count * d];
        var labels = new int[count];
        var row = 0;
        foreach (var code in count == 1 << d ? Enumerable.Range(0, count) : Distinct(request.Draws(RandomPurpose.Data), 1 << d, count))
        {
            for (var column = 0; column < d; column++)
            {
                inputs[(row * d) + column] = (code >> (d - 1 - column) & 1) == 1 ? 1 : -1;
            }

            // The product is +1 where the number of -1 among the k is even.
            var minuses = k - int.PopCount(code & mask);
            labels[row++] = minuses % 2 == 0 ? 1 : 0;
        }

        return new(SignClasses.Dataset(inputs, d, labels));
    }

    private static IEnumerable<int> Distinct(RandomSequence draws, int total, int count)
    {
        var seen = new HashSet<int>();
        while (seen.Count < count)
        {
            var code = draws.NextIndex(total);
            if (seen.Add(code))
            {
                yield return code;
            }
        }
    }
}
