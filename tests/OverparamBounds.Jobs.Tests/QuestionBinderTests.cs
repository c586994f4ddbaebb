using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Sweeps;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Tasks;
using OverparamBounds.Training;

namespace OverparamBounds.Jobs.Tests;

public sealed class QuestionBinderTests
{
    [Fact]
    public void A_question_has_the_canonical_texts_of_the_contract()
    {
        var question = QuestionBinder.Bind(new() { Task = "xor" });

        Assert.Equal(
            ("xor", "mlp(act=relu,depth=1)", "dense", "adam(lr=0.01)", "Z1"),
            (question.Spec.Curve.Task, question.Spec.Curve.Architecture, question.Spec.Curve.Strategy, question.Spec.Curve.Optimizer, question.Spec.Curve.Criterion));
    }

    public static TheoryData<string> Architectures => [.. ArchitectureCatalogue.All.Select(entry => entry.Id)];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_architecture_can_be_asked_about_without_naming_widths(string architecture)
    {
        var entry = ArchitectureCatalogue.All.Bind(architecture);
        var task = new[] { "xor", "fashion(n=20)", "runparity(T=4)" }.First(text =>
            entry.Entry.Refusal(TaskLoader.Load(text).Data.Problem, entry.Arguments) is null);

        var question = QuestionBinder.Bind(new() { Task = task, Architecture = architecture });

        Assert.Equal((1, entry.Entry.UsualWidest), (question.Spec.MinWidth, question.Spec.MaxWidth));
        EngineSettings.Parse("auto", "cpu", threads: 1).CheckFits(question.Plan, question.Spec.MaxWidth);
    }

    [Fact]
    public void Everything_wrong_is_said_at_once()
    {
        var request = new QuestionRequest
        {
            Task = "xorr",
            Architecture = "mlp(dept=2)",
            Optimizer = "adam(lr=-1)",
            Strategy = "dence",
            Criterion = "Z7",
            Success = 1.5,
            Steps = 0,
        };

        var problems = Assert.Throws<RequestException>(() => QuestionBinder.Bind(request)).Problems;

        Assert.Equal(7, problems.Count);
        Assert.Contains(problems, problem => problem.Contains("Did you mean 'xor'?", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("Did you mean 'depth'?", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.Contains("Did you mean 'dense'?", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("xor", "mlp(init=ddi,bias=false)", "adam", null, 64, "bias=true")]
    [InlineData("xor", "mlp", "sgd(batch=5)", null, 64, "minibatch")]
    [InlineData("xor", "lenet5", "adam", null, 64, "architecture: lenet5 reads images; this task has vectors. Use mlp, or a task such as digits")]
    [InlineData("xor", "resnet", "adam", null, 64, "architecture: resnet reads images")]
    [InlineData("sine(n=10,f=1)", "transformer", "adam", null, 64, "architecture: transformer reads sequences; this task has vectors")]
    [InlineData("sine(n=10,f=1)", "mlp", "adam", "Z1", 64, "regression")]
    [InlineData("xor", "mlp(depth=3)", "adam", null, 67_000_000, "parameters")]
    public void What_does_not_go_together_is_refused(
        string task, string architecture, string optimizer, string? criterion, int widest, string word)
    {
        var request = new QuestionRequest { Task = task, Architecture = architecture, Optimizer = optimizer, Criterion = criterion, MaxWidth = widest };

        var problem = Assert.Throws<RequestException>(() => QuestionBinder.Bind(request));

        Assert.Contains(word, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_the_wrong_kind_are_said_beside_everything_else_that_is_wrong()
    {
        var request = new QuestionRequest { Task = "xor", Architecture = "gru", Optimizer = "sgd(batch=5)" };

        var problems = Assert.Throws<RequestException>(() => QuestionBinder.Bind(request)).Problems;

        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem.StartsWith("architecture: gru reads sequences;", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stored_curve_binds_to_the_same_plan()
    {
        var question = QuestionBinder.Bind(new() { Task = "sphere(20,3)", Labels = "random", Architecture = "mlp(depth=2,act=tanh)", Optimizer = "sgd(0.05,batch=4)" });

        var (task, plan) = QuestionBinder.BindStored(question.Spec.Curve);

        Assert.Equal(question.Task.Data.Digest(), task.Data.Digest());
        Assert.Equal(question.Plan.Rule, plan.Rule);
        Assert.Equal(question.Plan.Curve, plan.Curve);
        Assert.Equal(question.Plan.InitialParameters(new(5, 3)), plan.InitialParameters(new(5, 3)));
    }

    [Fact]
    public void Grid_and_search_over_one_curve_are_different_sweeps_of_the_same_trials()
    {
        var search = QuestionBinder.Bind(new() { Task = "xor" }).Spec;
        var grid = QuestionBinder.Bind(new() { Task = "xor", Grid = new GridSpec([2, 3], 10) }).Spec;

        Assert.NotEqual(search.Id, grid.Id);
        Assert.Equal(search.Curve.TrialId(2, 0), grid.Curve.TrialId(2, 0));
    }
}
