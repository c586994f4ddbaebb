using NJsonSchema;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Sweeps;
using OverparamBounds.Testing;

namespace OverparamBounds.Jobs.Tests.Sweeps;

public sealed class SweepSchemaTests
{
    private const string Sound = """{"name": "a", "task": "xor", "search": {}}""";

    [Fact]
    public async Task The_published_schema_is_the_program_s()
    {
        var published = await File.ReadAllTextAsync(RepositoryRoot.File("jobs", "sweeps", "sweep.schema.json"), TestContext.Current.CancellationToken);

        Assert.Equal(SweepSchema.Text, published);
    }

    [Theory]
    [InlineData(Sound)]
    [InlineData("""{"name": "Größe 2-é_.x", "task": ["xor", "parity(4,4)"], "labels": true, "seed": [0, "5..9"], "search": {"success": [0.5, 0.9], "widths": "1..64"}}""")]
    [InlineData("""{"name": "a", "task": "digits", "over": {"task.n": "10..40 by 2x", "optimizer.lr": [0.1, "0.01"]}, "grid": {"widths": "1..8 by 2x", "seeds": 5}}""")]
    public async Task Sound_sweeps_fit_the_schema_and_the_program(string text)
    {
        Assert.Empty(await ErrorsAsync(text));
        Assert.NotEmpty(Examples.Bind(text, "test.json").Questions);
    }

    [Theory]
    [InlineData("""{"name": "a", "task": "xor"}""")]
    [InlineData("""{"name": "a", "task": "xor", "search": {}, "grid": {"widths": [2]}}""")]
    [InlineData("""{"task": "xor", "search": {}}""")]
    [InlineData("""{"name": "a", "search": {}}""")]
    [InlineData("""{"name": "a", "task": "xor", "search": {}, "stepz": 5}""")]
    [InlineData("""{"name": "a", "task": "xor", "search": {"seeds": 5}}""")]
    [InlineData("""{"name": "a", "task": "xor", "search": {"success": 1}}""")]
    [InlineData("""{"name": "a", "task": "xor", "search": {"success": "0.9"}}""")]
    [InlineData("""{"name": "a", "task": "xor", "search": {"ratio": 0.5}}""")]
    [InlineData("""{"name": "a", "task": "xor", "search": {"lanes": 0}}""")]
    [InlineData("""{"name": "a", "task": "xor", "grid": {}}""")]
    [InlineData("""{"name": "a", "task": "xor", "grid": {"widths": []}}""")]
    [InlineData("""{"name": "a", "task": "xor", "grid": {"widths": [2.5]}}""")]
    [InlineData("""{"name": "a", "task": "xor", "grid": {"widths": [0]}}""")]
    [InlineData("""{"name": "<b>", "task": "xor", "search": {}}""")]
    [InlineData("""{"name": "", "task": "xor", "search": {}}""")]
    [InlineData("""{"name": "a", "task": [], "search": {}}""")]
    [InlineData("""{"name": "a", "task": {"id": "xor"}, "search": {}}""")]
    [InlineData("""{"name": "a", "task": "xor", "steps": "many", "search": {}}""")]
    [InlineData("""{"name": "a", "task": "xor", "steps": 0, "search": {}}""")]
    [InlineData("""{"name": "a", "task": "xor", "priority": 101, "search": {}}""")]
    [InlineData("""{"name": "a", "task": "xor", "over": {"n": 5}, "search": {}}""")]
    [InlineData("""{"name": "a", "task": "xor", "over": ["task.n"], "search": {}}""")]
    [InlineData("""["xor"]""")]
    public async Task What_the_schema_refuses_the_program_refuses(string text)
    {
        Assert.NotEmpty(await ErrorsAsync(text));
        Assert.Throws<RequestException>(() => Examples.Bind(text, "test.json"));
    }

    private static async Task<ICollection<NJsonSchema.Validation.ValidationError>> ErrorsAsync(string text) =>
        (await JsonSchema.FromJsonAsync(SweepSchema.Text, TestContext.Current.CancellationToken)).Validate(text);
}
