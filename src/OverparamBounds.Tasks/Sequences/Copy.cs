using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Sequences;

/// <summary>L symbols, a separator, then the same symbols again, or in reverse.</summary>
/// <remarks>
/// Teacher forcing: the input is s1..sL, separator, a1..a(L-1) and the targets a1..aL stand at the last L positions. A
/// net that is right on all of them answers its own right symbols when it decodes greedily, so both ask for the same.
/// </remarks>
public static class Copy
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "copy",
        Title = "Copy a sequence",
        Source = new("Hochreiter, Schmidhuber", 1997, "Long short-term memory; the copy task as in Graves et al. 2014, Neural Turing machines, section 4.1"),
        OwnParameters =
        [
            SymbolTask.Length,
            SymbolTask.Symbols,
            Parameter.Flag("reverse", "whether the answer is the sequence from its end", @default: false) with { Quiet = true },
            SequenceTask.Sequences,
        ],
        Problems = SymbolTask.Problems,
        Load = request => SequenceTask.WithStateBits(
            SymbolTask.Make(request, symbols => Answer(symbols, request.Arguments)),
            request.Arguments.Integer("L") * Math.Log2(request.Arguments.Integer("A"))),
    };

    private static int[] Answer(int[] symbols, SpecArguments arguments) =>
        arguments.Flag("reverse") ? [.. symbols.Reverse()] : symbols;
}
