using System.Text.Json;
using OverparamBounds.Reporting.Exports;

namespace OverparamBounds.Cli.Terminal;

/// <summary>JSON on stdout, in the one style of all verbs.</summary>
internal static class Output
{
    public static string Json<T>(T value) => JsonSerializer.Serialize(value, FindAnswerJson.Options);

    /// <summary>Breaks a sentence between words where the terminal ends.</summary>
    public static void Prose(string text)
    {
        while (text.Length > Tables.Columns && text.LastIndexOf(' ', Tables.Columns) is > 2 and var space)
        {
            Console.Out.WriteLine(text[..space]);
            text = "  " + text[(space + 1)..];
        }

        Console.Out.WriteLine(text);
    }

    public static void WriteJson<T>(T value) => Console.Out.WriteLine(Json(value));
}
