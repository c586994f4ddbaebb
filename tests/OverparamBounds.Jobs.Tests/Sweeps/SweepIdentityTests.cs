using FsCheck.Xunit;

namespace OverparamBounds.Jobs.Tests.Sweeps;

/// <summary>A sweep is what it asks, however it is written.</summary>
[Properties(Replay = "20261124,1")]
public sealed class SweepIdentityTests
{
    private static readonly string[] Lines =
    [
        "name: a sweep",
        "task: [xor, \"parity(d=4)\"]",
        "architecture: mlp",
        "optimizer: [adam, gd(lr=0.5)]",
        "seed: [0, 1]",
        "steps: 500",
        "over: {architecture.depth: [1, 2], optimizer.lr: [0.1]}",
        "search: {success: [0.5, 0.9], widths: 1..64, lanes: 64}",
    ];

    private static readonly string Expected = Examples.Bind(Text("task: xor", "optimizer: adam", "over: {architecture.depth: [1, 2], optimizer.lr: [0.1]}")).Spec.CanonicalText;

    [Property(MaxTest = 60)]
    public void The_order_of_keys_and_values_and_repetitions_say_nothing(int[] keys, bool repeats, bool reversed)
    {
        var values = reversed ? "over: {optimizer.lr: [0.1, 0.10], architecture.depth: [2, 1]}" : "over: {architecture.depth: 1..2, optimizer.lr: 1e-1}";
        var lines = new[] { "name: other", "notes: why", "priority: 7", repeats ? "task: [xor, xor]" : "task: \"xor()\"", "optimizer: adam", "seed: [1, 0]", "steps: 500", values, "search: {lanes: 64, widths: 1..64, success: [0.9, 0.5]}" };
        var ordered = lines.Select((line, at) => (line, Key: at < keys.Length ? keys[at] : at)).OrderBy(pair => pair.Key).Select(pair => pair.line);

        var sweep = Examples.Bind(string.Join('\n', ordered) + "\n");

        Assert.Equal(Expected, sweep.Spec.CanonicalText);
        Assert.Equal(8, sweep.Questions.Count);
    }

    [Fact]
    public void JSON_asks_what_YAML_asks()
    {
        var json = """
            { "search":{"success":[0.5,9e-1],"widths":"1..64", "lanes" :64}, "name":"a", "task":"xor", "optimizer":["adam"],
              "over":{"optimizer.lr":0.1,"architecture.depth":"1..2"},"seed":"0..1","steps":500 }
            """;

        var sweep = Examples.Bind(json, "test.json");

        Assert.Equal(Expected, sweep.Spec.CanonicalText);
        Assert.Equal(Examples.Bind(json, "test.yaml").Spec.Id, sweep.Spec.Id);
    }

    [Theory]
    [InlineData("\r\n", "")]
    [InlineData("\n", "\uFEFF")]
    [InlineData("\r\n\r\n# a remark\r\n", "\uFEFF")]
    public void Line_ends_marks_and_remarks_say_nothing(string lineEnd, string mark)
    {
        var text = mark + Text("task: xor", "optimizer: adam", "over: {architecture.depth: [1, 2], optimizer.lr: [0.1]}").Replace("\n", lineEnd, StringComparison.Ordinal);

        Assert.Equal(Expected, Examples.Bind(text).Spec.CanonicalText);
    }

    [Fact]
    public void The_JSON_examples_read_the_same_as_YAML()
    {
        var examples = Examples.Files.Where(file => file.EndsWith(".json", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(examples);
        Assert.All(examples, file => Assert.Equal(
            Examples.BindFile(file).Spec, Examples.Bind(File.ReadAllText(file)).Spec with { Questions = Examples.BindFile(file).Spec.Questions }, SameSweep));
    }

    [Fact]
    public void One_question_is_the_question_that_find_asks()
    {
        var sweep = Examples.Bind("name: one\ntask: xor\nsearch: {}\n");
        var grid = Examples.Bind("name: one\ntask: xor\ngrid: {widths: 2..4, seeds: 7}\n");

        Assert.Equal(Questions.QuestionBinder.Bind(new() { Task = "xor" }).Spec.Id.Value, sweep.Spec.Id.Value);
        Assert.Equal(
            Questions.QuestionBinder.Bind(new() { Task = "xor", Grid = new([2, 3, 4], 7) }).Spec.Id.Value,
            grid.Spec.Id.Value);
    }

    private static bool SameSweep(Core.Sweeps.SweepSpec left, Core.Sweeps.SweepSpec right) =>
        left.CanonicalText == right.CanonicalText && (left.Name, left.Notes, left.Priority) == (right.Name, right.Notes, right.Priority);

    private static string Text(params IReadOnlyList<string> changed) => string.Join('\n', Lines.Select(line =>
        changed.FirstOrDefault(other => other.Split(':')[0] == line.Split(':')[0]) ?? line)) + "\n";
}
