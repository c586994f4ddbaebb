using System.Text.Json;
using System.Text.Json.Nodes;
using OverparamBounds.Reporting.Exports;

namespace OverparamBounds.Reporting.Tests;

public class FindAnswerJsonTests
{
    [Fact]
    public void The_document_has_the_promised_names()
    {
        var json = JsonNode.Parse(FindAnswerJson.Write(Answers.Xor with { Files = new("a.svg", "a.png", "a.md", "a.csv") }))!;

        Has(json, "schema", "sweep", "spec", "data", "smallest", "cells", "bounds", "cost", "files");
        Has(json["spec"]!, "task", "architecture", "strategy", "optimizer", "steps", "criterion", "success", "confidence", "seed");
        Has(json["data"]!, "samples", "features", "outputs", "separation", "lambdaMin");
        Has(json["smallest"]!, "status", "width", "widthInterval", "parameters", "parametersInterval");
        Has(json["cells"]![0]!, "width", "parameters", "trials", "fitted", "lower", "upper", "medianSteps", "outcomes");
        Has(json["cells"]![0]!["outcomes"]!, "fitted", "notFitted", "diverged");
        Has(json["bounds"]![0]!, "id", "kind", "log10Width", "width", "parameters", "constantsExplicit", "violated", "source");
        Has(json["cost"]!, "trainings", "netSteps", "seconds", "engine", "device");
        Has(json["files"]!, "figure", "png", "report", "trials");
        Assert.Equal(1, json["schema"]!.GetValue<int>());
        Assert.Equal("certified", json["smallest"]!["status"]!.GetValue<string>());
        Assert.Equal([6, 8], json["smallest"]!["widthInterval"]!.AsArray().Select(end => end!.GetValue<int>()));
    }

    [Fact]
    public void Kinds_are_words()
    {
        var json = JsonNode.Parse(FindAnswerJson.Write(Answers.Xor))!;

        Assert.Equal(["Necessary", "Existence", "Landscape"], json["bounds"]!.AsArray().Select(bound => bound!["kind"]!.GetValue<string>()));
    }

    [Fact]
    public void Missing_values_are_written_as_null()
    {
        var json = JsonNode.Parse(FindAnswerJson.Write(Answers.Of([], Answers.AboveGrid(64), Answers.Cell(64, 20, 2, "low"))))!;

        Assert.True(json["smallest"]!.AsObject().TryGetPropertyValue("width", out var width));
        Assert.Null(width);
        Assert.Null(json["smallest"]!["widthInterval"]![1]);
        Assert.True(json.AsObject().ContainsKey("files"));
        Assert.True(json["cells"]![0]!.AsObject().ContainsKey("medianSteps"));
    }

    [Fact]
    public void A_number_that_is_not_finite_is_written_as_null_and_the_answer_is_read_back()
    {
        var answer = Answers.Xor with
        {
            Fit = Answers.Logit(0.4, 1.15) with { Threshold = double.PositiveInfinity },
            Data = Answers.Xor.Data with { LambdaMin = double.NaN },
        };

        var json = FindAnswerJson.Write(answer);

        Assert.DoesNotContain("NaN", json, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", json, StringComparison.Ordinal);
        Assert.Null(JsonNode.Parse(json)!["fit"]!["threshold"]);
        Assert.Null(JsonNode.Parse(json)!["data"]!["lambdaMin"]);
        Assert.Equal(json, FindAnswerJson.Write(FindAnswerJson.Read(json)));
    }

    [Fact]
    public void Reading_and_writing_gives_the_same_text()
    {
        var json = FindAnswerJson.Write(Answers.Xor with { Files = new("a.svg", "a.png", "a.md", "a.csv") });

        Assert.Equal(json, FindAnswerJson.Write(FindAnswerJson.Read(json)));
    }

    [Fact]
    public void Text_stays_readable_and_lines_are_indented()
    {
        var json = FindAnswerJson.Write(Answers.Xor with { Notes = ["w ≥ 6 isn't <certified>"] });

        Assert.Contains("w ≥ 6 isn't <certified>", json, StringComparison.Ordinal);
        Assert.StartsWith("{\n  \"schema\": 1,\n", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public void Something_else_is_no_answer(string json)
    {
        Assert.Throws<JsonException>(() => FindAnswerJson.Read(json));
    }

    private static void Has(JsonNode node, params string[] names) =>
        Assert.All(names, name => Assert.True(node.AsObject().ContainsKey(name), $"'{name}' is missing."));
}
