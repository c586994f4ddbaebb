using System.Text.Json;
using OverparamBounds.Reporting.Exports;

namespace OverparamBounds.Cli.Terminal;

/// <summary>JSON on stdout, in the one style of all verbs.</summary>
internal static class Output
{
    public static string Json<T>(T value) => JsonSerializer.Serialize(value, FindAnswerJson.Options);

    public static void WriteJson<T>(T value) => Console.Out.WriteLine(Json(value));
}
