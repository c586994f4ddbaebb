using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Sequences;

/// <summary>L tokens, of which the last one occurs once before: the answer is the token that followed it there.</summary>
/// <remarks>It never stands next to the last position, where its follower would be the last token itself.</remarks>
public static class Induction
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "induction",
        Title = "Induction",
        Source = new("Olsson et al.", 2022, "In-context learning and induction heads; one query a sequence"),
        OwnParameters =
        [
            Parameter.Integer("L", "tokens of a sequence", 8, minimum: 3, maximum: 1024),
            Parameter.Integer("A", "different tokens", 4, minimum: 2, maximum: 1024),
            SequenceTask.Sequences,
        ],
        Problems = arguments => SequenceTask.Problems(arguments, Radices(arguments), arguments.Integer("L")),
        Load = Make,
    };

    /// <summary>The last token, the place where it stands before, and another token for each place that is left.</summary>
    private static IReadOnlyList<int> Radices(SpecArguments arguments)
    {
        var (length, symbols) = (arguments.Integer("L"), arguments.Integer("A"));
        return [symbols, length - 2, .. Enumerable.Repeat(symbols - 1, length - 2)];
    }

    private static RawData Make(TaskRequest request)
    {
        var (length, symbols) = (request.Arguments.Integer("L"), request.Arguments.Integer("A"));
        return SequenceTask.Make(request, Radices(request.Arguments), new(symbols, symbols), choices =>
        {
            var (last, place) = (choices[0], choices[1]);
            var tokens = new int[length];
            var next = 2;
            for (var at = 0; at < length - 1; at++)
            {
                tokens[at] = at == place ? last : Other(choices[next++], last);
            }

            tokens[^1] = last;
            return new(tokens, [tokens[place + 1]]);
        });
    }

    /// <summary>Counts the tokens without one of them.</summary>
    private static int Other(int choice, int left) => choice < left ? choice : choice + 1;
}
