using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>
/// Two spirals, each the other's negative: (r sin a, r cos a) of class +1, then its negative of class -1, from the
/// outermost pair (radius 6.5) inwards to radius 0.5.
/// </summary>
public static class Spirals
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "spirals",
        Title = "Two spirals",
        Source = new("Lang, Witbrock", 1988, "Learning to tell two spirals apart; other turns and n keep the radii 6.5 to 0.5"),
        OwnParameters =
        [
            Parameter.Integer("n", "points, an even number", 194, minimum: 4, maximum: 100_000) with { Quiet = true },
            Parameter.Real("turns", "turns of each spiral", 3, minimum: 0, maximum: 100) with { Quiet = true, AboveMinimum = true },
            Parameter.Real("noise", "deviation of the normal noise on each coordinate", 0, minimum: 0, maximum: 100) with { Quiet = true },
        ],
        Problems = Problems,
        Load = Make,
    };

    private static IEnumerable<string> Problems(SpecArguments arguments)
    {
        if (arguments.Integer("n") % 2 != 0)
        {
            yield return $"n={arguments.Integer("n")} is odd, but the points come in pairs. Use an even n.";
        }
    }

    private static RawData Make(TaskRequest request)
    {
        var (count, turns, noise) = (request.Arguments.Integer("n"), request.Arguments.Real("turns"), request.Arguments.Real("noise"));
        var draws = request.Draws(RandomPurpose.Data);
        var inputs = new double[2 * count];
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            var way = (row / 2) / ((count / 2) - 1.0);
            var radius = 6.5 * (1 - (way * 96 / 104));
            var (sine, cosine) = double.SinCosPi(2 * turns * way);
            var sign = row % 2 == 0 ? 1 : -1;
            inputs[2 * row] = (sign * radius * sine) + (noise > 0 ? noise * draws.NextNormal() : 0);
            inputs[(2 * row) + 1] = (sign * radius * cosine) + (noise > 0 ? noise * draws.NextNormal() : 0);
            labels[row] = row % 2 == 0 ? 1 : 0;
        }

        return new(SignClasses.Dataset(inputs, features: 2, labels));
    }
}
