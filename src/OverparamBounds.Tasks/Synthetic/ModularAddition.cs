using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>Pairs (a, b) of residues, each written one-hot, a first; the label is (a op b) mod p.</summary>
public static class ModularAddition
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "modadd",
        Title = "Modular arithmetic",
        Source = new("Power et al.", 2022, "Grokking, section 2; one-hot pairs as in Gromov 2023"),
        OwnParameters =
        [
            Parameter.Integer("p", "modulus", 7, minimum: 2, maximum: 400),
            Parameter.Choice("op", "plus, minus or times", "+", "+", "-", "x"),
            Parameter.Real("alpha", "share of the p^2 pairs, rounded up: the first ones of a drawn permutation", 1, minimum: 0, maximum: 1)
                with
            { AboveMinimum = true },
        ],
        Problems = arguments => TableSize.Problems(Count(arguments), 2L * arguments.Integer("p")),
        Load = Make,
    };

    private static int Count(SpecArguments arguments)
    {
        var pairs = arguments.Integer("p") * arguments.Integer("p");

        // 0.3 of 100 is a rounding error above 30 and must not become 31.
        return (int)Math.Clamp(Math.Ceiling((arguments.Real("alpha") * pairs) - 1e-9), 1, pairs);
    }

    private static RawData Make(TaskRequest request)
    {
        var (p, op, count) = (request.Arguments.Integer("p"), request.Arguments.Text("op"), Count(request.Arguments));
        var pairs = request.Draws(RandomPurpose.Data).NextPermutation(p * p);
        var inputs = new double[count * 2 * p];
        var labels = new int[count];
        for (var row = 0; row < count; row++)
        {
            var (a, b) = (pairs[row] / p, pairs[row] % p);
            inputs[(row * 2 * p) + a] = 1;
            inputs[(row * 2 * p) + p + b] = 1;
            labels[row] = op switch
            {
                "+" => (a + b) % p,
                "-" => (a - b + p) % p,
                _ => a * b % p,
            };
        }

        return new(new Dataset
        {
            Inputs = inputs,
            Samples = count,
            Features = 2 * p,
            Labels = labels,
            Classes = p,
        });
    }
}
