using FsCheck;
using FsCheck.Fluent;

namespace OverparamBounds.Core.Tests.Specs;

/// <summary>A text of any kind: letters, every symbol that means something to the grammar, spaces, Unicode.</summary>
public sealed record AnyText(string Value)
{
    public override string ToString() => $"<{Value}>";
}

/// <summary>Distinct keys in declared order, each with a value that is any text.</summary>
public sealed record AnyArguments(string Id, IReadOnlyList<(string Key, string Value)> Pairs)
{
    public override string ToString() => $"{Id}: {string.Join(" ; ", Pairs.Select(pair => $"{pair.Key} -> <{pair.Value}>"))}";
}

/// <summary>Generators of what people, and worse than people, may write.</summary>
public static class WrittenTexts
{
    private static readonly string[] Symbols = ["\"", "\\", ",", "(", ")", "[", "]", "=", " ", "|", "'"];
    private static readonly string[] Plain = ["a", "b", "q", "Z", "0", "1", "9", ".", "-", "_", "+", "mlp", "flip", "1e400"];
    private static readonly string[] Foreign = ["é", "学", "🙂", "e\u0301", "\u00a0", "\u200b", "\t", "\n", "\0", "−", "½"];

    private static Gen<string> Piece { get; } = Gen.Frequency(
        (5, Gen.Elements(Symbols)),
        (5, Gen.Elements(Plain)),
        (2, Gen.Elements(Foreign)));

    private static Gen<string> Text { get; } = Gen.Sized(size =>
        from length in Gen.Choose(0, Math.Min(size, 12))
        from pieces in Gen.ArrayOf(Piece, length)
        select string.Concat(pieces));

    private static Gen<string> Key { get; } =
        from length in Gen.Choose(1, 4)
        from letters in Gen.ArrayOf(Gen.Elements("abcXYZ019_-".ToCharArray()), length)
        select new string(letters);

    private static Gen<string> Id { get; } =
        from key in Key
        from tail in Gen.Elements("", ".csv", "+a", "-2")
        select key + tail;

    public static Arbitrary<AnyText> Texts() => Arb.From(
        Text.Select(text => new AnyText(text)),
        text => Shorter(text.Value).Select(shorter => new AnyText(shorter)));

    public static Arbitrary<AnyArguments> Arguments() => Arb.From(
        from id in Id
        from count in Gen.Choose(0, 6)
        from keys in Gen.ArrayOf(Key, count)
        let distinct = keys.Distinct(StringComparer.Ordinal).ToArray()
        from values in Gen.ArrayOf(Text, distinct.Length)
        select new AnyArguments(id, [.. distinct.Zip(values)]));

    private static IEnumerable<string> Shorter(string text) =>
        Enumerable.Range(0, text.Length).Select(at => text.Remove(at, 1));
}
