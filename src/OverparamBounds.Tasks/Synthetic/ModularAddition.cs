using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;
using OverparamBounds.Tasks.Sequences;

namespace OverparamBounds.Tasks.Synthetic;

/// <summary>Pairs (a, b) of residues, a first; the label is (a op b) mod p.</summary>
/// <remarks>
/// A pair is a vector of two one-hot halves, or the four tokens a, op, b, =, where residues are tokens 0..p-1, the
/// operator is token p and the equals sign p + 1; the answer is asked for at the last one.
/// </remarks>
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
            Parameter.Choice("as", "how a pair is written: two one-hot halves of a vector, or the tokens a, op, b, =", "onehot", "onehot", "tokens")
                with
            { Quiet = true, NamedOnly = true },
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
        return new(request.Arguments.Text("as") == "tokens"
            ? SequenceTask.Data(
                [.. pairs[..count].Select(pair => new SequenceRow([pair / p, p, pair % p, p + 1], [Answer(pair, p, op)]))], new(p + 2, p))
            : Vectors(pairs[..count], p, op));
    }

    private static Dataset Vectors(int[] pairs, int p, string op)
    {
        var inputs = new double[pairs.Length * 2 * p];
        for (var row = 0; row < pairs.Length; row++)
        {
            inputs[(row * 2 * p) + (pairs[row] / p)] = 1;
            inputs[(row * 2 * p) + p + (pairs[row] % p)] = 1;
        }

        return new()
        {
            Inputs = inputs,
            Samples = pairs.Length,
            Features = 2 * p,
            Labels = [.. pairs.Select(pair => Answer(pair, p, op))],
            Classes = p,
        };
    }

    private static int Answer(int pair, int p, string op)
    {
        var (a, b) = (pair / p, pair % p);
        return op switch
        {
            "+" => (a + b) % p,
            "-" => (a - b + p) % p,
            _ => a * b % p,
        };
    }
}
