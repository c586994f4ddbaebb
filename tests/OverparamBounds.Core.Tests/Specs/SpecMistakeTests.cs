using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Tests.Specs;

/// <summary>What is wrong with a text, and where.</summary>
public sealed class SpecMistakeTests
{
    [Theory]
    [InlineData("", "expected a name (column 1).")]
    [InlineData("  ", "expected a name (column 3).")]
    [InlineData("(x)", "expected a name, found '(' (column 1).")]
    [InlineData("\"mlp\"", "expected a name, found '\"' (column 1).")]
    [InlineData("mlp x", "nothing may follow here, but 'x' does (column 5).")]
    [InlineData("mlp)", "nothing may follow here, but ')' does (column 4).")]
    [InlineData("mlp(1))", "nothing may follow here, but ')' does (column 7).")]
    [InlineData("mlp(1)(2)", "nothing may follow here, but '(2)' does (column 7).")]
    [InlineData("mlp(depth=2", "')' is missing (column 12).")]
    [InlineData("mlp(", "a value is missing (column 5).")]
    [InlineData("mlp(depth=)", "a value is missing (column 11).")]
    [InlineData("mlp(depth= ,act=relu)", "a value is missing (column 12).")]
    [InlineData("mlp(2,)", "a value is missing (column 7).")]
    [InlineData("mlp(,2)", "a value is missing (column 5).")]
    [InlineData("mlp(a=(1", "')' is missing (column 9).")]
    [InlineData("mlp(a=[1", "']' is missing (column 9).")]
    [InlineData("mlp(a=[1)", "')' closes nothing (column 9).")]
    [InlineData("mlp(a=f(1])", "']' closes nothing (column 10).")]
    [InlineData("mlp(a=\"x)", "the closing quote is missing (column 10).")]
    [InlineData("mlp(a=x\"y)", "a quote may only stand around a whole value (column 8).")]
    [InlineData("mlp(a=\"x\"y)", "expected ',' or ')', found 'y' (column 10).")]
    [InlineData("mlp(a=f(b=\"x\"))", "a quote may only stand around a whole value (column 11).")]
    public void A_mistake_is_named_with_its_column(string text, string expected)
    {
        Assert.False(SpecText.TryParse(text, out _, out var mistake));

        Assert.Equal($"'{text}' cannot be read: {expected}", mistake);
    }

    [Theory]
    [InlineData("thing(count=0)", "thing: count=0 is not a whole number in range (1..10).")]
    [InlineData("thing(count=11)", "thing: count=11 is not a whole number in range (1..10).")]
    [InlineData("thing(count=1.5)", "thing: count=1.5 is not a whole number in range (1..10).")]
    [InlineData("thing(count=1e1)", "thing: count=1e1 is not a whole number in range (1..10).")]
    [InlineData("thing(count=99999999999999999999)", "thing: count=99999999999999999999 is not a whole number in range (1..10).")]
    [InlineData("thing(count=two)", "thing: count=two is not a whole number in range (1..10).")]
    [InlineData("thing(share=0)", "thing: share=0 is not a number in range ((0, 1)).")]
    [InlineData("thing(share=1)", "thing: share=1 is not a number in range ((0, 1)).")]
    [InlineData("thing(share=NaN)", "thing: share=NaN is not a number in range ((0, 1)).")]
    [InlineData("thing(share=Infinity)", "thing: share=Infinity is not a number in range ((0, 1)).")]
    [InlineData("thing(share=-∞)", "thing: share=-∞ is not a number in range ((0, 1)).")]
    [InlineData("thing(share=0,5)", "thing: share=0 is not a number in range ((0, 1)).")]
    [InlineData("thing(rate=-1)", "thing: rate=-1 is not a number in range (>= 0).")]
    [InlineData("thing(rate=1e400)", "thing: rate=1e400 is not a number in range (>= 0).")]
    [InlineData("thing(free=inf)", "thing: free=inf is not a number in range (number).")]
    [InlineData("thing(free=Infinity)", "thing: free=Infinity is not a number in range (number).")]
    [InlineData("thing(free=NaN)", "thing: free=NaN is not a number in range (number).")]
    [InlineData("thing(quick=yes)", "thing: quick=yes is not one of true|false.")]
    [InlineData("thing(quick=True)", "thing: quick=True is not one of true|false.")]
    [InlineData("thing(colour=blu)", "thing: colour=blu is not one of red|blue.")]
    [InlineData("thing(labels=swap)", "thing: labels=swap is not one of true|flip.")]
    [InlineData("thing(labels=flip(0.1)", "'thing(labels=flip(0.1)' cannot be read: ')' is missing (column 23).")]
    [InlineData("thing(labels=\"flip(0.1\")", "thing: labels=flip(0.1 'flip(0.1' cannot be read: ')' is missing (column 9).")]
    [InlineData("thing(coutn=2)", "thing: no parameter is called 'coutn'. Did you mean 'count'?")]
    [InlineData("thing(Count=2)", "thing: no parameter is called 'Count'. Did you mean 'count'?")]
    [InlineData("thing(elephant=2)", "thing: no parameter is called 'elephant'. Known: count, share,")]
    [InlineData("thing(count=2,count=2)", "thing: 'count' is given twice.")]
    [InlineData("thing(2,count=2)", "thing: 'count' is given twice.")]
    public void A_wrong_value_is_named_with_what_would_be_right(string text, string expected)
    {
        var problems = Problems(text);

        Assert.Contains(problems, problem => problem.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var problems = Problems("thing(count=0,colour=pink,quick=maybe,size=3,count=4,share=2,labels=swap)");

        Assert.Equal(7, problems.Count);
        Assert.All(
            new[] { "count=0", "colour=pink", "quick=maybe", "'size'", "'count' is given twice", "share=2", "labels=swap" },
            part => Assert.Single(problems, problem => problem.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_value_too_many_is_refused_with_the_known_keys()
    {
        IReadOnlyList<Parameter> one = [Parameter.Integer("count", "things", 1), Parameter.Flag("quick", "fast", false) with { NamedOnly = true }];

        var problems = Problems("thing(2,true)", one);

        Assert.Equal(["thing: too many values: 'true' has no parameter left. Known: count, quick."], problems);
    }

    [Fact]
    public void A_thing_without_parameters_says_that_it_takes_none()
    {
        Assert.Equal(["thing: no parameter is called 'count'. It takes none."], Problems("thing(count=2)", []));
        Assert.Equal(["thing: too many values: '2' has no parameter left. It takes none."], Problems("thing(2)", []));
    }

    [Fact]
    public void A_required_parameter_is_missed_with_its_meaning()
    {
        IReadOnlyList<Parameter> one = [Parameter.Integer("batch", "rows of a minibatch", null) with { Required = true }];

        Assert.Equal(["thing: 'batch' is missing (rows of a minibatch)."], Problems("thing", one));
        Assert.Equal(["thing: 'batch' is missing (rows of a minibatch)."], Problems("thing()", one));
    }

    [Fact]
    public void The_exception_holds_every_problem_and_its_message_shows_them_all()
    {
        var exception = new RequestException(["a: is wrong.", "b: is wrong too."]);

        Assert.Equal(["a: is wrong.", "b: is wrong too."], exception.Problems);
        Assert.Equal($"a: is wrong.{Environment.NewLine}b: is wrong too.", exception.Message);
        Assert.Equal(["c: is wrong."], new RequestException("c: is wrong.").Problems);
    }

    private static List<string> Problems(string text) => Problems(text, ThingParameters.All);

    private static List<string> Problems(string text, IReadOnlyList<Parameter> parameters)
    {
        if (!SpecText.TryParse(text, out var call, out var mistake))
        {
            return [mistake];
        }

        var problems = new List<string>();
        SpecArguments.Bind(call.Id, parameters, call, problems);
        return problems;
    }
}
