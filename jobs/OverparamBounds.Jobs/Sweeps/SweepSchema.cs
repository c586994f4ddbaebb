using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>The JSON schema of sweep files (draft 7), written from the keys that the reader knows.</summary>
public static class SweepSchema
{
    private const string WholeRange = "^\\s*-?[0-9]{1,30}\\s*\\.\\.\\s*-?[0-9]{1,30}(\\s+by\\s+[0-9]{1,30}x?)?\\s*$";

    private static readonly JsonSerializerOptions Style = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The schema as published, with a line end behind it.</summary>
    public static string Text { get; } = Make().ToJsonString(Style) + "\n";

    private static JsonObject Make()
    {
        var root = Section(SweepKeys.Root);
        root["oneOf"] = new JsonArray(
            new JsonObject { ["required"] = new JsonArray("search") },
            new JsonObject { ["required"] = new JsonArray("grid") });
        var schema = new JsonObject
        {
            ["$schema"] = "http://json-schema.org/draft-07/schema#",
            ["title"] = "A sweep of OverparamBounds: questions about the smallest width that trains to zero loss",
        };
        foreach (var (name, value) in root.ToList())
        {
            root.Remove(name);
            schema[name] = value;
        }

        return schema;
    }

    private static JsonObject Section(IReadOnlyList<SweepKey> keys)
    {
        var properties = new JsonObject();
        foreach (var key in keys)
        {
            var value = Value(key);
            value["description"] = key.Help;
            if (key.Default is { } text)
            {
                value["default"] = JsonNode.Parse(text);
            }

            properties[key.Name] = value;
        }

        return new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["required"] = new JsonArray([.. keys.Where(key => key.Required).Select(key => (JsonNode)key.Name)]),
            ["properties"] = properties,
        };
    }

    private static JsonObject Value(SweepKey key) => key.Form switch
    {
        SweepForm.Ignored => new() { ["type"] = "string" },
        SweepForm.Text when key.Name == "name" => new()
        {
            ["type"] = "string",
            ["minLength"] = 1,
            ["maxLength"] = SweepKeys.LongestName,
            ["pattern"] = @"^[\p{L}\p{Nd}][\p{L}\p{Nd}\p{Mn}\p{Mc} ._-]*$",
        },
        SweepForm.Text => new() { ["type"] = "string", ["maxLength"] = SweepKeys.LongestNotes },
        SweepForm.Priority or SweepForm.Whole => Bounded(key),
        SweepForm.Specs => OneOrMany(Spec(), Spec()),
        SweepForm.Wholes => Wholes(key),
        SweepForm.Real => Real(key),
        SweepForm.Reals => OneOrMany(Real(key), Real(key)),
        SweepForm.Ends => new()
        {
            ["anyOf"] = new JsonArray(
                Bounded(key),
                new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]+(\\s*\\.\\.\\s*[0-9]+)?$" }),
        },
        SweepForm.Over => new()
        {
            ["type"] = "object",
            ["additionalProperties"] = false,
            ["patternProperties"] = new JsonObject
            {
                [$"^({string.Join('|', SweepKeys.Kinds)})\\..+$"] = OneOrMany(Written(), Written()),
            },
        },
        _ => Section(key.Name == "search" ? SweepKeys.Search : SweepKeys.Grid),
    };

    private static JsonObject Spec() => new() { ["type"] = new JsonArray("string", "boolean"), ["minLength"] = 1 };

    private static JsonObject Written() => new() { ["type"] = new JsonArray("string", "number", "boolean") };

    private static JsonObject Bounded(SweepKey key)
    {
        var value = new JsonObject { ["type"] = "integer" };
        if (key.Minimum > long.MinValue)
        {
            value["minimum"] = key.Minimum;
        }

        if (key.Maximum < long.MaxValue)
        {
            value["maximum"] = key.Maximum;
        }

        return value;
    }

    private static JsonObject Real(SweepKey key) => key.Name == "ratio"
        ? new() { ["type"] = "number", ["minimum"] = 1 }
        : new() { ["type"] = "number", ["exclusiveMinimum"] = 0, ["exclusiveMaximum"] = 1 };

    private static JsonObject Wholes(SweepKey key) => new()
    {
        ["anyOf"] = new JsonArray(
            Bounded(key),
            Range(),
            new JsonObject
            {
                ["type"] = "array",
                ["minItems"] = 1,
                ["items"] = new JsonObject { ["anyOf"] = new JsonArray(Bounded(key), Range()) },
            }),
    };

    private static JsonObject Range() => new() { ["type"] = "string", ["pattern"] = WholeRange };

    private static JsonObject OneOrMany(JsonObject one, JsonObject item)
    {
        var list = new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = item };
        return new() { ["anyOf"] = new JsonArray(one, list) };
    }
}
