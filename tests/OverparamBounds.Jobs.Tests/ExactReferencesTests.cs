using OverparamBounds.Core.Comparison;
using OverparamBounds.Jobs.Questions;
using OverparamBounds.Jobs.Steps;

namespace OverparamBounds.Jobs.Tests;

public class ExactReferencesTests
{
    [Theory]
    [InlineData("xor", null, 2)]
    [InlineData("xor", "mse", 2)]
    [InlineData("parity(d=3,k=3)", null, 3)]
    [InlineData("parity(d=4,k=4)", null, 3)]
    public void The_least_width_of_small_parities_is_known(string task, string? criterion, int expected)
    {
        var reference = Reference("least-relu-width", task, criterion);

        Assert.Equal(expected, reference.FittingWidth);
        Assert.Equal(expected, reference.LeastWidth);
    }

    [Theory]
    [InlineData("xor", 4)]
    [InlineData("iris", 149)]
    [InlineData("digits(n=200)", 200)]
    [InlineData("sine(n=40)", 40)]
    [InlineData("sphere(n=300,d=10)", 300)]
    public void The_construction_fits_by_the_ordinary_criterion(string task, int distinctRows)
    {
        Assert.Equal(distinctRows, Reference("zhang-construction", task).FittingWidth);
    }

    [Theory]
    [InlineData("iris", "one output")]
    [InlineData("sphere(n=100,d=5)", "more than 64 distinct rows")]
    public void What_is_not_known_says_why(string task, string expected)
    {
        Assert.Contains(expected, Reference("least-relu-width", task).Remark, StringComparison.Ordinal);
    }

    private static ExactReference Reference(string id, string task, string? criterion = null)
    {
        var question = QuestionBinder.Bind(new() { Task = task, Criterion = criterion, MaxWidth = 1 });
        var theory = SurveyTheory.Of(question, 100, TestContext.Current.CancellationToken);
        return ExactReferences.All(question, theory.Problem, TestContext.Current.CancellationToken).Single(reference => reference.Id == id);
    }
}
