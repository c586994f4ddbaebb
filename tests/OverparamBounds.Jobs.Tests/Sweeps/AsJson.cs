using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace OverparamBounds.Jobs.Tests.Sweeps;

/// <summary>A sweep file as the JSON text that a schema checks, by YamlDotNet's own tree, which the program does not use.</summary>
internal static class AsJson
{
    public static async Task<string> ReadAsync(string path, CancellationToken cancellationToken)
    {
        var text = await File.ReadAllTextAsync(path, cancellationToken);
        return path.EndsWith(".json", StringComparison.Ordinal) ? text : OfYaml(text);
    }

    public static string OfYaml(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return Node(stream.Documents[0].RootNode).ToJsonString();
    }

    private static JsonNode Node(YamlNode node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(pair => KeyValuePair.Create(((YamlScalarNode)pair.Key).Value!, (JsonNode?)Node(pair.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Node)]),
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: var text } when long.TryParse(text, CultureInfo.InvariantCulture, out var whole) => whole,
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: var text } when double.TryParse(text, CultureInfo.InvariantCulture, out var number) => number,
        YamlScalarNode scalar => scalar.Value!,
        _ => throw new InvalidOperationException($"{node} has no form in JSON."),
    };
}
