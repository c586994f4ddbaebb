using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>A sweep as read, written as JSON in the format of sweep files: what is queued can be read, and asked, again.</summary>
public static class SweepJson
{
    private static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(SweepRequest request)
    {
        var settings = request.Settings;
        var success = Values(request.Successes);
        var sweep = new JsonObject
        {
            ["name"] = request.Name,
            ["notes"] = request.Notes,
            ["priority"] = request.Priority,
            ["task"] = Values(request.Tasks),
            ["architecture"] = Values(request.Architectures),
            ["strategy"] = Values(request.Strategies),
            ["optimizer"] = Values(request.Optimizers),
            ["steps"] = Values(request.Steps),
            ["seed"] = Values(request.Seeds),
        };
        AddUnlessNull(sweep, "labels", request.Labels);
        AddUnlessNull(sweep, "criterion", request.Criteria);
        if (settings.Grid is { } grid)
        {
            sweep["grid"] = new JsonObject
            {
                ["widths"] = new JsonArray([.. grid.Widths.Select(width => (JsonNode)width)]),
                ["seeds"] = grid.Seeds,
                ["success"] = success,
                ["confidence"] = settings.Confidence,
                ["ratio"] = settings.Ratio,
            };
        }
        else
        {
            var search = new JsonObject
            {
                ["success"] = success,
                ["confidence"] = settings.Confidence,
                ["ratio"] = settings.Ratio,
                ["lanes"] = settings.Lanes,
                ["budget"] = settings.MaxTrainings,
            };
            if (settings.MaxWidth is { } last)
            {
                search["widths"] = string.Create(CultureInfo.InvariantCulture, $"{settings.MinWidth}..{last}");
            }

            sweep["search"] = search;
        }

        return sweep.ToJsonString(Options);
    }

    private static void AddUnlessNull(JsonObject sweep, string key, IReadOnlyList<Placed<string?>> values)
    {
        if (values.All(value => value.Value is not null))
        {
            sweep[key] = Values(values);
        }
    }

    private static JsonArray Values<T>(IReadOnlyList<Placed<T>> values) =>
        new([.. values.Select(value => JsonValue.Create(value.Value))]);
}
