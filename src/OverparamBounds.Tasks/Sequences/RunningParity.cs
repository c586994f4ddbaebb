using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Sequences;

/// <summary>T bits; after each, whether the number of ones so far is odd: a target at every position.</summary>
public static class RunningParity
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "runparity",
        Title = "Running parity",
        Source = new("Hochreiter, Schmidhuber", 1997, "Long short-term memory; parity as the smallest automaton that is no threshold of its inputs (Minsky, Papert 1969)"),
        OwnParameters = [Parameter.Integer("T", "bits of a sequence", 8, minimum: 1, maximum: 1024), SequenceTask.Sequences],
        Problems = arguments => SequenceTask.Problems(arguments, Radices(arguments), arguments.Integer("T")),
        Load = request => SequenceTask.WithStateBits(
            SequenceTask.Make(request, Radices(request.Arguments), new(2, 2) { ClassNames = ["even", "odd"] }, bits => new(bits, Parities(bits))),
            bits: 1),
    };

    private static IReadOnlyList<int> Radices(SpecArguments arguments) => [.. Enumerable.Repeat(2, arguments.Integer("T"))];

    private static int[] Parities(int[] bits)
    {
        var parities = new int[bits.Length];
        var ones = 0;
        for (var at = 0; at < bits.Length; at++)
        {
            ones += bits[at];
            parities[at] = ones % 2;
        }

        return parities;
    }
}
