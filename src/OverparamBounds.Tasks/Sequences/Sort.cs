namespace OverparamBounds.Tasks.Sequences;

/// <summary>L symbols, a separator, then the same symbols in ascending order; inputs and targets as those of <see cref="Copy"/>.</summary>
public static class Sort
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "sort",
        Title = "Sort a sequence",
        Source = new("Graves, Wayne, Danihelka", 2014, "Neural Turing machines, section 4.5, without priorities"),
        OwnParameters = [SymbolTask.Length, SymbolTask.Symbols, SequenceTask.Sequences],
        Problems = SymbolTask.Problems,
        Load = request => SequenceTask.WithStateBits(
            SymbolTask.Make(request, symbols => [.. symbols.Order()]),
            Bits(request.Arguments.Integer("L"), request.Arguments.Integer("A"))),
    };

    /// <summary>The answer depends on how often each symbol occurs, not where.</summary>
    private static double Bits(int length, int symbols) => SequenceTask.Log2Binomial(symbols + length - 1, length);
}
