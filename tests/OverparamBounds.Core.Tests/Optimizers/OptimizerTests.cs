using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Core.Tests.Optimizers;

/// <summary>From names to update rules.</summary>
public sealed class OptimizerTests
{
    public static TheoryData<string, UpdateRule> Rules { get; } = new()
    {
        { "adam", new UpdateRule.Adam(LearningRate: 0.01, BatchSize: null, Decay1: 0.9, Decay2: 0.999, Epsilon: 1e-8) },
        { "adam(0.1,batch=16,b1=0.8,b2=0.99,eps=1e-6)", new UpdateRule.Adam(0.1, 16, 0.8, 0.99, 1e-6) },
        { "gd", new UpdateRule.Momentum(LearningRate: 0.5, BatchSize: null, Decay: 0, Nesterov: false) },
        { "sgd(0.2,32)", new UpdateRule.Momentum(0.2, 32, 0, Nesterov: false) },
        { "momentum", new UpdateRule.Momentum(0.1, null, 0.9, Nesterov: false) },
        { "momentum(0.1,0.5,batch=8)", new UpdateRule.Momentum(0.1, 8, 0.5, Nesterov: false) },
        { "nesterov(mu=0.99)", new UpdateRule.Momentum(0.1, null, 0.99, Nesterov: true) },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_name_stands_for_an_update_rule(string text, UpdateRule rule)
    {
        var choice = OptimizerCatalogue.All.Bind(text);

        Assert.Equal(rule, choice.Entry.Rule(choice.Arguments));
    }

    [Theory]
    [InlineData("sgd", "'batch' is missing")]
    [InlineData("gd(batch=4)", "no parameter is called 'batch'")]
    [InlineData("adam(lr=0)", "lr=0 is not a number in range ((0, 1000000])")]
    [InlineData("adam(eps=1e-50)", "eps=1e-50 is not a number in range")]
    [InlineData("adam(b1=1)", "b1=1 is not a number in range ([0, 1))")]
    [InlineData("momentum(mu=-0.1)", "mu=-0.1 is not a number in range ([0, 1))")]
    [InlineData("adam(batch=0)", "batch=0 is not a whole number in range (1..2147483647)")]
    [InlineData("adam(batch=2147483648)", "batch=2147483648 is not a whole number in range (1..2147483647)")]
    public void A_rule_that_cannot_train_is_refused(string text, string problem)
    {
        var problems = new List<string>();

        OptimizerCatalogue.All.Bind(text, problems);

        Assert.Contains(problem, Assert.Single(problems), StringComparison.Ordinal);
    }
}
