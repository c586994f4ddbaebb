using System.Globalization;
using OverparamBounds.Core.Specs;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>Reads YAML event by event. Anchors, aliases and tags are refused, so a small file stays a small tree.</summary>
internal sealed class YamlNodes
{
    private readonly SweepMistakes _mistakes;
    private readonly Parser _parser;

    private YamlNodes(string text, SweepMistakes mistakes)
    {
        _mistakes = mistakes;
        _parser = new(new Scanner(new StringReader(text), skipComments: true));
    }

    /// <exception cref="RequestException">The text is no YAML, or of a kind that is refused.</exception>
    public static SweepNode Read(string text, SweepMistakes mistakes)
    {
        var nodes = new YamlNodes(text, mistakes);
        try
        {
            return nodes.ReadDocument();
        }
        catch (YamlException problem)
        {
            throw mistakes.Fatal(nodes.PlaceOf(problem), string.Empty, $"this is no YAML: {Sentence(problem.Message)}");
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or OverflowException)
        {
            // The scanner leaves some escapes that name no character to the platform's own exceptions.
            var last = nodes._parser.Current?.End ?? Mark.Empty;
            throw mistakes.Fatal(Place(last), string.Empty, "this is no YAML: an escape behind this place names no character; write the character itself.");
        }
    }

    private SweepNode ReadDocument()
    {
        Next();
        Next();
        if (_parser.Current is StreamEnd)
        {
            throw _mistakes.Fatal(new(1, 1), string.Empty, "the file is empty; it wants at least name, task and search or grid.");
        }

        Next();
        var root = ReadNode(depth: 1);
        Next();
        return _parser.Current is StreamEnd
            ? root
            : throw _mistakes.Fatal(Place(_parser.Current!.Start), string.Empty, "a second document begins; put each sweep into a file of its own.");
    }

    private SweepNode ReadNode(int depth)
    {
        var here = _parser.Current!;
        Refuse(here);
        var place = Place(here.Start);
        if (here is MappingStart or SequenceStart && depth > SweepNode.DeepestNesting)
        {
            throw _mistakes.Fatal(place, string.Empty, $"lists and maps lie more than {SweepNode.DeepestNesting} deep; a sweep needs three levels.");
        }

        Next();
        switch (here)
        {
            case YamlDotNet.Core.Events.Scalar scalar:
                return new SweepNode.Scalar(place, scalar.Value, scalar.Style == ScalarStyle.Plain);
            case SequenceStart:
                var items = new List<SweepNode>();
                while (_parser.Current is not SequenceEnd)
                {
                    items.Add(ReadNode(depth + 1));
                }

                Next();
                return new SweepNode.Series(place, items);
            default:
                return new SweepNode.Map(place, ReadEntries(depth));
        }
    }

    private List<SweepEntry> ReadEntries(int depth)
    {
        var entries = new List<SweepEntry>();
        var seen = new Dictionary<string, SweepPlace>(StringComparer.Ordinal);
        while (_parser.Current is not MappingEnd)
        {
            var key = _parser.Current!;
            Refuse(key);
            if (key is not YamlDotNet.Core.Events.Scalar { Value: var name })
            {
                throw _mistakes.Fatal(Place(key.Start), string.Empty, "a list or map stands where a key is expected; write a word.");
            }

            Next();
            var entry = new SweepEntry(name, Place(key.Start), ReadNode(depth + 1));
            if (seen.TryAdd(name, entry.Place))
            {
                entries.Add(entry);
            }
            else
            {
                _mistakes.Add(entry.Place, name, string.Create(CultureInfo.InvariantCulture, $"stands in line {seen[name].Line} already; a key may stand once. Make a list of both values."));
            }
        }

        Next();
        return entries;
    }

    private void Refuse(ParsingEvent here)
    {
        var place = Place(here.Start);
        if (here is AnchorAlias alias)
        {
            throw _mistakes.Fatal(place, string.Empty, $"*{alias.Value} is an alias, which sweeps do not take; write the value out.");
        }

        if (here is NodeEvent { Anchor.IsEmpty: false } anchored)
        {
            throw _mistakes.Fatal(place, string.Empty, $"&{anchored.Anchor} is an anchor, which sweeps do not take; leave it out.");
        }

        if (here is NodeEvent { Tag.IsEmpty: false } tagged)
        {
            throw _mistakes.Fatal(place, string.Empty, $"{tagged.Tag} is a tag, which sweeps do not take; leave it out.");
        }
    }

    private void Next()
    {
        if (!_parser.MoveNext())
        {
            throw _mistakes.Fatal(new(1, 1), string.Empty, "the file ends too early.");
        }
    }

    /// <summary>Where the thing begins that could not be read; behind the last thing read where that is the whole file.</summary>
    private SweepPlace PlaceOf(YamlException problem) =>
        problem.Start is { Line: <= 1, Column: <= 1 } && _parser.Current is { } last ? Place(last.End) : Place(problem.Start);

    private static SweepPlace Place(Mark mark) => new(Math.Max(1, (int)mark.Line), Math.Max(1, (int)mark.Column));

    private static string Sentence(string message) => message.EndsWith('.') ? message : message + ".";
}
