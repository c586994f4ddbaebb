using System.Globalization;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Sequences;

/// <summary>One sequence, as a network reads it, and what is to be said at its last positions.</summary>
/// <param name="Tokens">Token ids from 0.</param>
/// <param name="Targets">Classes at the last positions, as many as there are.</param>
internal sealed record SequenceRow(int[] Tokens, int[] Targets);

/// <summary>What the tokens of a task can be.</summary>
/// <param name="Vocabulary">Different tokens in the inputs.</param>
/// <param name="Classes">Different targets; the logits that a network has at each position.</param>
internal sealed record Alphabet(int Vocabulary, int Classes)
{
    /// <summary>Names of the classes, where they are more than numbers.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];
}

/// <summary>The part that tasks of drawn sequences share.</summary>
internal static class SequenceTask
{
    private const string Count = "n";

    public static Parameter Sequences { get; } =
        Parameter.Integer(Count, "distinct sequences, drawn; all of them where there are no more", 2000, minimum: 1, maximum: 1_000_000)
            with
        { Quiet = true, NamedOnly = true };

    public static IEnumerable<string> Problems(SpecArguments arguments, IReadOnlyList<int> radices, int length) =>
        TableSize.Problems(DigitRows.Count(radices, arguments.Integer(Count)), length);

    /// <param name="radices">The choices that make a sequence; see <see cref="DigitRows"/>.</param>
    /// <param name="write">Turns the choices into a row; different choices must give different tokens.</param>
    public static RawData Make(TaskRequest request, IReadOnlyList<int> radices, Alphabet alphabet, Func<int[], SequenceRow> write)
    {
        var rows = DigitRows.Choose(radices, request.Arguments.Integer(Count), request.Draws(RandomPurpose.Data));
        return new(Data([.. rows.Select(write)], alphabet));
    }

    public static Dataset Data(IReadOnlyList<SequenceRow> rows, Alphabet alphabet)
    {
        var length = rows[0].Tokens.Length;
        return new()
        {
            Inputs = [.. rows.SelectMany(row => row.Tokens.Select(token => (double)token))],
            Samples = rows.Count,
            Features = length,
            Shape = new InputShape.Tokens(length, alphabet.Vocabulary),
            CasesPerRow = rows[0].Targets.Length,
            Labels = [.. rows.SelectMany(row => row.Targets)],
            Classes = alphabet.Classes,
            ClassNames = alphabet.ClassNames,
        };
    }

    /// <summary>Adds how many bits the state of a recurrent net must hold before it answers.</summary>
    /// <param name="bits">log2 of the number of states that it must tell apart.</param>
    public static RawData WithStateBits(RawData raw, double bits)
    {
        var text = bits.ToString("0.###", CultureInfo.InvariantCulture);
        var note = $"State bits: {text}. A net that reads token by token must tell apart 2^{text} states before it answers.";
        return raw with { Data = raw.Data with { Notes = [.. raw.Data.Notes, note] } };
    }

    /// <summary>log2 of a binomial coefficient.</summary>
    public static double Log2Binomial(int n, int k) =>
        Enumerable.Range(1, k).Sum(i => Math.Log2((double)(n - k + i) / i));
}
