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
        { "adamw", new UpdateRule.Adam(0.01, null, 0.9, 0.999, 1e-8) { WeightDecay = 0.01 } },
        { "rmsprop(0.02,alpha=0.9,batch=4)", new UpdateRule.RootMeanSquare(0.02, 4, 0.9, 1e-8) },
        { "adam(warmup=10)", new UpdateRule.Adam(0.01, null, 0.9, 0.999, 1e-8) { Schedule = new(10, RateDecay.Constant, 1000, 0.1) } },
        { "sgd(0.2,32,decay=cosine,span=50,factor=0)", new UpdateRule.Momentum(0.2, 32, 0, Nesterov: false) { Schedule = new(0, RateDecay.Cosine, 50, 0) } },
        { "sam", new UpdateRule.SharpnessAware(new UpdateRule.Momentum(0.1, null, 0, Nesterov: false), 0.05) },
        { "sam(0.1,0.2,nesterov,mu=0.5,batch=3)", new UpdateRule.SharpnessAware(new UpdateRule.Momentum(0.2, 3, 0.5, Nesterov: true), 0.1) },
        { "sam(base=adam,lr=0.01)", new UpdateRule.SharpnessAware(new UpdateRule.Adam(0.01, null, 0.9, 0.999, 1e-8), 0.05) },
        { "lbfgs(20,c2=0.5)", new UpdateRule.QuasiNewton(20, 1e-4, 0.5, 20) },
        { "lm(damping=diagonal,up=3)", new UpdateRule.LevenbergMarquardt(1e-2, 3, 10, ByDiagonal: true) },
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
    [InlineData("adam", "adam(lr=0.01)")]
    [InlineData("adam(batch=16)", "adam(batch=16,lr=0.01)")]
    [InlineData("gd", "gd(lr=0.5)")]
    [InlineData("sgd(0.2,32)", "sgd(batch=32,lr=0.2)")]
    [InlineData("momentum", "momentum(lr=0.1,mu=0.9)")]
    [InlineData("nesterov", "nesterov(lr=0.1,mu=0.9)")]
    public void Schedules_leave_the_texts_of_what_was_there_before_as_they_were(string text, string canonical) =>
        Assert.Equal(canonical, OptimizerCatalogue.All.Bind(text).Text);

    [Theory]
    [InlineData("sgd", "'batch' is missing")]
    [InlineData("gd(batch=4)", "no parameter is called 'batch'")]
    [InlineData("lm(batch=4)", "no parameter is called 'batch'")]
    [InlineData("lbfgs(batch=4)", "no parameter is called 'batch'")]
    [InlineData("lm(up=1)", "up=1 is not a number in range ((1, 1000000])")]
    [InlineData("sam(base=lm)", "base=lm is not one of descent|momentum|nesterov|adam|rmsprop")]
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
