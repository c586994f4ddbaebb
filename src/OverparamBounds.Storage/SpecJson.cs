using System.Text.Json;
using System.Text.Json.Serialization;
using OverparamBounds.Core.Sweeps;

namespace OverparamBounds.Storage;

/// <summary>The stored form of a question: its fields, none of what follows from them.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    IgnoreReadOnlyProperties = true,
    RespectNullableAnnotations = true)]
[JsonSerializable(typeof(FindSpec))]
internal sealed partial class SpecJson : JsonSerializerContext
{
    public static string Write(FindSpec spec) => JsonSerializer.Serialize(spec, Default.FindSpec);

    public static FindSpec Read(string json) =>
        JsonSerializer.Deserialize(json, Default.FindSpec) ?? throw new JsonException("A spec is null.");
}
