using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Core.Tests.Catalogues;

/// <summary>How a parameter shows its legal values and holds its default.</summary>
public sealed class ParameterTests
{
    public static TheoryData<string, Parameter> Ranges { get; } = new()
    {
        { "1..4096", Parameter.Integer("n", "", 1, minimum: 1, maximum: 4096) },
        { ">= 1", Parameter.Integer("n", "", 1, minimum: 1) },
        { "<= 9", Parameter.Integer("n", "", 1, maximum: 9) },
        { "integer", Parameter.Integer("n", "", 1) },
        { "number", Parameter.Real("x", "", 1) },
        { "> 0", Parameter.Real("x", "", 1, minimum: 0) with { AboveMinimum = true } },
        { "< 1", Parameter.Real("x", "", 0, maximum: 1) with { BelowMaximum = true } },
        { "[0, 1)", Parameter.Real("x", "", 0, minimum: 0, maximum: 1) with { BelowMaximum = true } },
        { "(0, 1]", Parameter.Real("x", "", 1, minimum: 0, maximum: 1) with { AboveMinimum = true } },
        { "true|false", Parameter.Flag("x", "", true) },
        { "relu|tanh", Parameter.Choice("x", "", "relu", "relu", "tanh") },
        { "a or [a,b]", Parameter.List("x", "") },
        { "text", Parameter.Text("x", "") },
    };

    [Theory]
    [MemberData(nameof(Ranges))]
    public void A_range_reads_as_people_write_it(string expected, Parameter parameter)
    {
        Assert.Equal(expected, parameter.Range);
    }

    [Fact]
    public void Defaults_are_held_as_canonical_text()
    {
        Assert.Equal("1e-08", Parameter.Real("x", "", 1e-8).Default);
        Assert.Equal("3", Parameter.Integer("x", "", 3).Default);
        Assert.Equal("false", Parameter.Flag("x", "", false).Default);
        Assert.Null(Parameter.Integer("x", "", null).Default);
        Assert.Null(Parameter.Real("x", "", null).Default);
    }
}
