using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Reporting.Exports;

/// <summary>The answer as the JSON that users read: camel case, words for kinds, nulls written, no number that is not finite.</summary>
public static class FindAnswerJson
{
    /// <summary>The settings of every JSON document of the program.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    public static string Write(FindAnswer answer) => JsonSerializer.Serialize(answer, Options);

    /// <exception cref="JsonException">The text is not an answer.</exception>
    public static FindAnswer Read(string json) =>
        JsonSerializer.Deserialize<FindAnswer>(json, Options) ?? throw new JsonException("The answer is null.");

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            WriteIndented = true,
            NewLine = "\n",
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter(), new FiniteNumbers() },
        };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Writes null for NaN and the infinities, and reads it back as NaN, so that no answer is lost over one number.</summary>
    private sealed class FiniteNumbers : JsonConverter<double>
    {
        public override bool HandleNull => true;

        public override double Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? double.NaN : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double value, JsonSerializerOptions options)
        {
            if (double.IsFinite(value))
            {
                writer.WriteNumberValue(value);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
