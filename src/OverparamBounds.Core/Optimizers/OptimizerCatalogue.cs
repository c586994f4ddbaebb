using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Optimizers;

/// <summary>All optimizers. Ranges keep every number and every quotient of them representable in float32, in which networks are trained.</summary>
public static class OptimizerCatalogue
{
    public static Catalogue<Optimizer> All { get; } = new(
        "optimizer",
        Adam(),
        GradientDescent(),
        StochasticGradientDescent(),
        HeavyBall("momentum", "Heavy-ball momentum", new("Polyak", 1964, "heavy-ball method"), nesterov: false),
        HeavyBall("nesterov", "Nesterov momentum", new("Sutskever et al.", 2013, "Nesterov's accelerated gradient in PyTorch's form"), nesterov: true));

    private static Parameter Rate(double @default) =>
        Parameter.Real("lr", "learning rate", @default, minimum: 0, maximum: 1e6) with { AboveMinimum = true };

    private static Parameter Batch(bool required = false) =>
        Parameter.Integer("batch", "rows of a minibatch; all rows if absent", null, minimum: 1, maximum: int.MaxValue)
            with
        { Quiet = true, Required = required, NamedOnly = !required };

    private static Parameter Decay(string name, string help, double @default) =>
        Parameter.Real(name, help, @default, minimum: 0, maximum: 1) with { BelowMaximum = true };

    private static int? BatchSize(SpecArguments arguments) =>
        arguments.Has("batch") ? arguments.Integer("batch") : null;

    private static Optimizer Adam() => new(
        Id: "adam",
        Title: "Adam",
        Source: new("Kingma, Ba", 2015, "Algorithm 1, with bias correction"),
        Parameters:
        [
            Rate(0.01),
            Decay("b1", "decay of the first moment", 0.9) with { Quiet = true },
            Decay("b2", "decay of the second moment", 0.999) with { Quiet = true },
            Parameter.Real("eps", "added to the root of the second moment", 1e-8, minimum: 1e-30, maximum: 1e6) with { Quiet = true },
            Batch(),
        ],
        Rule: arguments => new UpdateRule.Adam(
            arguments.Real("lr"), BatchSize(arguments), arguments.Real("b1"), arguments.Real("b2"), arguments.Real("eps")));

    private static Optimizer GradientDescent() => new(
        Id: "gd",
        Title: "Gradient descent",
        Source: new("Cauchy", 1847, "full-batch gradient descent"),
        Parameters: [Rate(0.5)],
        Rule: arguments => new UpdateRule.Momentum(arguments.Real("lr"), BatchSize: null, Decay: 0, Nesterov: false));

    private static Optimizer StochasticGradientDescent() => new(
        Id: "sgd",
        Title: "Minibatch gradient descent",
        Source: new("Robbins, Monro", 1951, "minibatches without replacement, reshuffled each epoch"),
        Parameters: [Rate(0.1), Batch(required: true)],
        Rule: arguments => new UpdateRule.Momentum(arguments.Real("lr"), arguments.Integer("batch"), Decay: 0, Nesterov: false));

    private static Optimizer HeavyBall(string id, string title, Citation source, bool nesterov) => new(
        Id: id,
        Title: title,
        Source: source,
        Parameters: [Rate(0.1), Decay("mu", "decay of the velocity", 0.9), Batch()],
        Rule: arguments => new UpdateRule.Momentum(arguments.Real("lr"), BatchSize(arguments), arguments.Real("mu"), nesterov));
}
