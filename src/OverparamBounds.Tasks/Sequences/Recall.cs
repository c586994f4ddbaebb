using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Sequences;

/// <summary>P pairs of a key and a value, then a query mark and one of the keys: the answer is its value.</summary>
/// <remarks>Keys are tokens 0..K-1 and differ, values are tokens K..K+V-1, the query mark is the last token. Class v is value K + v.</remarks>
public static class Recall
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "recall",
        Title = "Associative recall",
        Source = new("Ba et al.", 2016, "Using fast weights to attend to the recent past, section 4.1"),
        OwnParameters =
        [
            Parameter.Integer("P", "pairs of a key and a value", 3, minimum: 1, maximum: 128),
            Parameter.Integer("K", "different keys", 6, minimum: 1, maximum: 1024),
            Parameter.Integer("V", "different values", 4, minimum: 2, maximum: 1024),
            SequenceTask.Sequences,
        ],
        Problems = Problems,
        Load = Make,
    };

    private static IEnumerable<string> Problems(SpecArguments arguments)
    {
        var (pairs, keys) = (arguments.Integer("P"), arguments.Integer("K"));
        return pairs > keys
            ? [$"P={pairs} pairs need as many different keys, but K={keys}. Use P up to K."]
            : SequenceTask.Problems(arguments, Radices(arguments), (2 * pairs) + 2);
    }

    /// <summary>A key among those that are left, for each pair; a value for each; the pair that is asked for.</summary>
    private static IReadOnlyList<int> Radices(SpecArguments arguments)
    {
        var pairs = arguments.Integer("P");
        return
        [
            .. Enumerable.Range(0, pairs).Select(pair => arguments.Integer("K") - pair),
            .. Enumerable.Repeat(arguments.Integer("V"), pairs),
            pairs,
        ];
    }

    private static RawData Make(TaskRequest request)
    {
        var (pairs, keys, values) = (request.Arguments.Integer("P"), request.Arguments.Integer("K"), request.Arguments.Integer("V"));
        var raw = SequenceTask.Make(request, Radices(request.Arguments), new(keys + values + 1, values), choices =>
        {
            var left = Enumerable.Range(0, keys).ToList();
            var tokens = new int[(2 * pairs) + 2];
            for (var pair = 0; pair < pairs; pair++)
            {
                tokens[2 * pair] = left[choices[pair]];
                tokens[(2 * pair) + 1] = keys + choices[pairs + pair];
                left.RemoveAt(choices[pair]);
            }

            var asked = choices[^1];
            tokens[^2] = keys + values;
            tokens[^1] = tokens[2 * asked];
            return new(tokens, [choices[pairs + asked]]);
        });

        // Which keys there are, and a value for each.
        return SequenceTask.WithStateBits(raw, (pairs * Math.Log2(values)) + SequenceTask.Log2Binomial(keys, pairs));
    }
}
