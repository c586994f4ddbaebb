using System.Text;
using System.Text.Json;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Sweeps;

namespace OverparamBounds.Jobs.Tests.Sweeps;

public sealed class SweepTextTests
{
    /// <summary>Texts that mean something to a shell, a database, a browser or a spreadsheet, and nothing here.</summary>
    public static TheoryData<string> Notes =>
    [
        "'; DROP TABLE sweep; --", "<script>alert(1)</script>", "=HYPERLINK(\"http://x\",\"y\")", "@SUM(A1)", "+1-2", "$(rm -rf /)", "`id`",
        "../../etc/passwd", "a,b;c\td", "two\nlines", "{{7*7}}", "%s%n", "e\u0301 \u05D0\u05D1 \u0928\u093F", "😀", "null", "no",
    ];

    [Theory]
    [MemberData(nameof(Notes))]
    public void Notes_are_kept_as_they_are(string notes)
    {
        var text = JsonSerializer.Serialize(new { name = "a", notes, task = "xor", search = new { } });

        Assert.Equal(notes, Read(text, "test.json").Notes);
        Assert.Equal(notes, Read($"name: a\nnotes: {JsonSerializer.Serialize(notes)}\ntask: xor\nsearch: {{}}\n".Replace("\\u0027", "'", StringComparison.Ordinal)).Notes);
    }

    [Theory]
    [InlineData("Größe")]
    [InlineData("宽度 2.1_b")]
    [InlineData("चौड़ाई")]
    [InlineData("e\u0301tude")]
    [InlineData("עברית-1")]
    public void Names_are_of_any_script(string name)
    {
        Assert.Equal(name, Read($"name: {name}\ntask: xor\nsearch: {{}}\n").Name);
    }

    [Fact]
    public void Whole_numbers_are_exact_up_to_64_bits()
    {
        var request = Read("""{"name": "a", "task": "xor", "seed": [9007199254740993, 9223372036854775807, -9223372036854775808], "search": {}}""", "test.json");

        Assert.Equal([9007199254740993, long.MaxValue, long.MinValue], request.Seeds.Select(seed => seed.Value));
    }

    [Fact]
    public void Bare_words_of_YAML_are_texts()
    {
        var request = Read("name: 2\ntask: xor\nlabels: [true, random]\nsearch: {}\n");

        Assert.Equal(("2", "true"), (request.Name, request.Labels[0].Value));
    }

    [Fact]
    public void Ranges_count_and_multiply()
    {
        var request = Read("name: a\ntask: xor\nseed: [\"0..2\", 7, \"10..30 by 10\"]\nsteps: 1..9 by 3x\ngrid: {widths: 1..40 by 2x}\n");

        Assert.Equal([0, 1, 2, 7, 10, 20, 30], request.Seeds.Select(seed => seed.Value));
        Assert.Equal([1, 3, 9], request.Steps.Select(steps => steps.Value));
        Assert.Equal([1, 2, 4, 8, 16, 32], request.Settings.Grid!.Widths);
    }

    [Fact]
    public void Over_writes_each_value_into_each_spec()
    {
        var request = Read("name: a\ntask: [\"sphere(50,10)\", \"sphere(n=60,d=5)\"]\nover: {task.seed: [1, 2], architecture.depth: 1..2}\nsearch: {}\n");

        Assert.Equal(
            ["sphere(50,10,seed=1)", "sphere(50,10,seed=2)", "sphere(n=60,d=5,seed=1)", "sphere(n=60,d=5,seed=2)"],
            request.Tasks.Select(task => task.Value));
        Assert.Equal(["mlp(depth=1)", "mlp(depth=2)"], request.Architectures.Select(architecture => architecture.Value));
        Assert.Equal(8, request.QuestionCount);
    }

    [Fact]
    public void What_is_not_said_is_as_find_has_it()
    {
        var question = Examples.Bind("name: a\ntask: xor\nsearch: {}\n").Questions[0];

        Assert.Equal(QuestionBinder.Bind(new() { Task = "xor" }).Spec, question.Spec);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once_in_the_order_of_the_file()
    {
        var problems = Assert.Throws<RequestException>(() => Read(
            "name: <b>\ntask: xorr\nstepz: 5\noptimizer: [adam, addam]\nseed: many\nsearch: {success: 2}\n")).Problems;

        Assert.Equal(6, problems.Count);
        Assert.Equal(Enumerable.Range(1, 6).Select(line => $"test.yaml:{line}:"), problems.Select(problem => problem[..12]));
    }

    [Fact]
    public void The_same_mistake_in_many_questions_is_said_once()
    {
        var problems = Assert.Throws<RequestException>(() => Examples.Bind(
            "name: a\ntask: xor\noptimizer: [adam, sgd(batch=5)]\nseed: 0..99\nsteps: [5, 6, 7]\nsearch: {}\n")).Problems;

        var problem = Assert.Single(problems);
        Assert.StartsWith("test.yaml:2:7: task: optimizer 'sgd(batch=5,lr=0.1)': the minibatch", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Questions_of_one_task_share_its_data()
    {
        var sweep = Examples.Bind("name: a\ntask: sphere(50,10)\nseed: 0..9\noptimizer: [adam, gd]\nsearch: {}\n");

        Assert.Equal(20, sweep.Questions.Count);
        Assert.All(sweep.Questions, question => Assert.Same(sweep.Questions[0].Task, question.Task));
    }

    private static SweepRequest Read(string text, string name = "test.yaml") => SweepText.Parse(Encoding.UTF8.GetBytes(text), name);
}
