using System.Globalization;
using System.Text;
using System.Text.Json;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>
/// Reads strict JSON into the nodes that YAML gives too. YAML is wider than JSON (comments, bare words, a comma too
/// many), so a .json file is held to the narrower grammar.
/// </summary>
internal ref struct JsonNodes
{
    private readonly ReadOnlySpan<byte> _bytes;
    private readonly SweepMistakes _mistakes;
    private Utf8JsonReader _reader;
    private long _countedTo;
    private int _line = 1;
    private int _column = 1;

    private JsonNodes(ReadOnlySpan<byte> bytes, SweepMistakes mistakes)
    {
        _bytes = bytes;
        _mistakes = mistakes;
        _reader = new(bytes);
    }

    /// <param name="bytes">UTF-8 without a byte-order mark.</param>
    /// <exception cref="RequestException">The text is no JSON.</exception>
    public static SweepNode Read(ReadOnlySpan<byte> bytes, SweepMistakes mistakes)
    {
        var nodes = new JsonNodes(bytes, mistakes);
        try
        {
            nodes._reader.Read();
            var root = nodes.ReadNode(depth: 1);
            nodes._reader.Read();
            return root;
        }
        catch (JsonException problem)
        {
            throw mistakes.Fatal(nodes.PlaceOf(problem), string.Empty, $"this is no JSON: {Sentence(problem.Message)}");
        }
    }

    private SweepNode ReadNode(int depth)
    {
        var place = Place(_reader.TokenStartIndex);
        if (_reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject && depth > SweepNode.DeepestNesting)
        {
            throw _mistakes.Fatal(place, string.Empty, $"lists and maps lie more than {SweepNode.DeepestNesting} deep; a sweep needs three levels.");
        }

        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new SweepNode.Map(place, ReadEntries(depth));
            case JsonTokenType.StartArray:
                var items = new List<SweepNode>();
                while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(ReadNode(depth + 1));
                }

                return new SweepNode.Series(place, items);
            case JsonTokenType.String:
                return new SweepNode.Scalar(place, Text(place), IsPlain: false);
            default:
                return new SweepNode.Scalar(place, Encoding.UTF8.GetString(_reader.ValueSpan), IsPlain: true);
        }
    }

    private List<SweepEntry> ReadEntries(int depth)
    {
        var entries = new List<SweepEntry>();
        var seen = new Dictionary<string, SweepPlace>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndObject)
        {
            var place = Place(_reader.TokenStartIndex);
            var name = Text(place);
            _reader.Read();
            var entry = new SweepEntry(name, place, ReadNode(depth + 1));
            if (seen.TryAdd(name, place))
            {
                entries.Add(entry);
            }
            else
            {
                _mistakes.Add(place, name, string.Create(CultureInfo.InvariantCulture, $"stands in line {seen[name].Line} already; a key may stand once. Make a list of both values."));
            }
        }

        return entries;
    }

    private readonly string Text(SweepPlace place)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, which no text holds.
            throw _mistakes.Fatal(place, string.Empty, "this is no JSON: an escape such as \\ud800 names half a character.");
        }
    }

    private SweepPlace PlaceOf(JsonException problem)
    {
        var offset = 0;
        for (var line = problem.LineNumber ?? 0; line > 0 && _bytes[offset..].IndexOf((byte)'\n') is >= 0 and var end; line--)
        {
            offset += end + 1;
        }

        (_countedTo, _line, _column) = (0, 1, 1);
        return Place(Math.Min(_bytes.Length, offset + (problem.BytePositionInLine ?? 0)));
    }

    /// <summary>Counts on from the last place asked for; offsets never go back.</summary>
    private SweepPlace Place(long offset)
    {
        for (; _countedTo < offset; _countedTo++)
        {
            var here = _bytes[(int)_countedTo];
            (_line, _column) = here == '\n' ? (_line + 1, 1) : (_line, _column + Units(here));
        }

        return new(_line, _column);
    }

    /// <summary>UTF-16 units of the character that a byte begins; none for the bytes that continue one.</summary>
    private static int Units(byte first) => (first & 0xC0) == 0x80 ? 0 : first >= 0xF0 ? 2 : 1;

    /// <summary>The message without the platform's own, differently counted place and its advice to programmers.</summary>
    private static string Sentence(string message)
    {
        var sentence = message.IndexOf(" LineNumber:", StringComparison.Ordinal) is > 0 and var end ? message[..end] : message;
        return sentence.Replace(" Change the reader options.", string.Empty, StringComparison.Ordinal);
    }
}
