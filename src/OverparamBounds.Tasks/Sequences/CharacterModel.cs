using System.Globalization;
using System.Text;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Formats;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Sequences;

/// <summary>The first windows of a text, each of T characters, with the character that follows as target.</summary>
/// <remarks>
/// Characters are Unicode scalar values, numbered in their order over the whole text, so that fewer windows do not
/// change the vocabulary. Windows that occur with different followers are left out, and so are repeated ones.
/// </remarks>
public static class CharacterModel
{
    private static readonly Citation Source = new("Sutskever, Martens, Hinton", 2011, "Generating text with recurrent neural networks");

    public static LearningTask Entry { get; } = new()
    {
        Id = "charlm",
        Title = "Next character of a text",
        Source = Source,
        FileParameters = ["path"],
        OwnParameters =
        [
            Window,
            Parameter.Text("path", "the text in UTF-8, plain or packed with gzip") with { Required = true },
            Windows,
        ],
        Problems = Problems,
        Load = request => Make(request, request.Files[0]),
    };

    private static Parameter Window => Parameter.Integer("T", "characters of a window", 8, minimum: 1, maximum: 1024);

    private static Parameter Windows =>
        Parameter.Integer("n", "windows to look at, from the start of the text", 2000, minimum: 1, maximum: 10_000_000) with { Quiet = true, NamedOnly = true };

    /// <summary>The same on a shipped text.</summary>
    internal static LearningTask Of(string id, string title, Citation source, Func<FileContent> text) => new()
    {
        Id = id,
        Title = title,
        Source = source,
        OwnParameters = [Window, Windows],
        Problems = Problems,
        Load = request => Make(request, text()),
    };

    private static IEnumerable<string> Problems(SpecArguments arguments) =>
        TableSize.Problems(arguments.Integer("n"), arguments.Integer("T"));

    private static RawData Make(TaskRequest request, FileContent file)
    {
        var characters = Utf8Text.Decode(file).EnumerateRunes().ToList();
        var length = request.Arguments.Integer("T");
        if (characters.Count <= length)
        {
            throw FileMistake.At(
                file.Name, $"character {characters.Count}", "the end of the text", $"more than T={length} characters", "Lower T, or give a longer text.");
        }

        var vocabulary = characters.Distinct().Order().ToList();
        if (vocabulary.Count < 2)
        {
            throw FileMistake.At(file.Name, "character 1", $"nothing but {Name(vocabulary[0])}", "at least two different characters", "Give another text.");
        }

        var numbers = vocabulary.Select((character, number) => (character, number)).ToDictionary(pair => pair.character, pair => pair.number);
        int[] tokens = [.. characters.Select(character => numbers[character])];
        var looked = Math.Min(request.Arguments.Integer("n"), tokens.Length - length);
        var used = UsedWindows(tokens, length, looked);
        if (used.Count == 0)
        {
            throw new RequestException(
                $"{file.Name}: each of the {looked} windows of {length} characters is followed by different ones, so that none is left. Raise T.");
        }

        var data = SequenceTask.Data(
            [.. used.Select(start => new SequenceRow(tokens[start..(start + length)], [tokens[start + length]]))],
            new(vocabulary.Count, vocabulary.Count) { ClassNames = [.. vocabulary.Select(Name)] });
        return new(used.Count == looked ? data : data with
        {
            Notes = [$"{looked - used.Count} of {looked} windows are left out: they repeat an earlier one, or occur with different followers."],
        })
        {
            Places = [.. used.Select(start => string.Create(CultureInfo.InvariantCulture, $"character {start + 1}"))],
        };
    }

    /// <summary>The starts of the windows that are the first of their kind and always have the same follower.</summary>
    private static List<int> UsedWindows(int[] tokens, int length, int looked)
    {
        var kinds = Enumerable.Range(0, looked).GroupBy(
            start => string.Concat(tokens[start..(start + length)].Select(token => new Rune(token < 0xD800 ? token : token + 0x800).ToString())),
            StringComparer.Ordinal);
        return [.. kinds.Where(kind => kind.Select(start => tokens[start + length]).Distinct().Count() == 1).Select(kind => kind.First())];
    }

    private static string Name(Rune character) => character.Value switch
    {
        '\n' => "\\n",
        '\r' => "\\r",
        '\t' => "\\t",
        _ => Rune.IsControl(character) ? $"U+{character.Value:X4}" : character.ToString(),
    };
}
