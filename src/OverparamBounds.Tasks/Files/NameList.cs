using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Files;

/// <summary>Parameters that hold one name or several.</summary>
internal static class NameList
{
    /// <summary>The names; none where the parameter is absent or no list.</summary>
    public static IReadOnlyList<string> Of(SpecArguments arguments, string parameter) =>
        arguments.Find(parameter) is { } list && TryWords(list, out var words) ? words : [];

    /// <summary>A line where the parameter is written and is no list.</summary>
    /// <param name="kind">What it lists, in the plural.</param>
    public static IEnumerable<string> Problems(SpecArguments arguments, string parameter, string kind)
    {
        if (arguments.Find(parameter) is { } text && !TryWords(text, out _))
        {
            yield return $"{parameter}={text} is no list of {kind}. Write one name or [a,b]; quote the whole list where a name holds a comma or a bracket.";
        }
    }

    private static bool TryWords(string list, out IReadOnlyList<string> words)
    {
        try
        {
            words = SpecText.Words(list);
            return words.Count > 0 && words.All(word => word.Length > 0);
        }
        catch (FormatException)
        {
            words = [];
            return false;
        }
    }
}
