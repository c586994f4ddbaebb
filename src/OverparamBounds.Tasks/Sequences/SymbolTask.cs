using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Sequences;

/// <summary>Tasks that answer a sequence of symbols 0..A-1 with one of the same length; token A separates the two.</summary>
internal static class SymbolTask
{
    public static Parameter Length { get; } = Parameter.Integer("L", "symbols of a sequence", 4, minimum: 1, maximum: 256);

    public static Parameter Symbols { get; } = Parameter.Integer("A", "different symbols", 4, minimum: 2, maximum: 1024);

    public static IEnumerable<string> Problems(SpecArguments arguments) =>
        SequenceTask.Problems(arguments, Radices(arguments), 2 * arguments.Integer("L"));

    public static RawData Make(TaskRequest request, Func<int[], int[]> answer)
    {
        var separator = request.Arguments.Integer("A");
        return SequenceTask.Make(request, Radices(request.Arguments), new(separator + 1, separator), symbols =>
        {
            var targets = answer(symbols);
            return new([.. symbols, separator, .. targets[..^1]], targets);
        });
    }

    private static IReadOnlyList<int> Radices(SpecArguments arguments) =>
        [.. Enumerable.Repeat(arguments.Integer("A"), arguments.Integer("L"))];
}
