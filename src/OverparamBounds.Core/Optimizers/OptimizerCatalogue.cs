using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Optimizers;

/// <summary>All optimizers. Ranges keep every number and every quotient of them representable in float32, in which networks are trained.</summary>
public static class OptimizerCatalogue
{
    public static Catalogue<Optimizer> All { get; } = new(
        "optimizer",
        Adam(),
        DecoupledAdam(),
        RootMeanSquare(),
        GradientDescent(),
        StochasticGradientDescent(),
        HeavyBall("momentum", "Heavy-ball momentum", new("Polyak", 1964, "heavy-ball method"), nesterov: false),
        HeavyBall("nesterov", "Nesterov momentum", new("Sutskever et al.", 2013, "Nesterov's accelerated gradient in PyTorch's form"), nesterov: true),
        SharpnessAware(),
        QuasiNewton(),
        LevenbergMarquardt());

    private static Parameter Rate(double @default) =>
        Parameter.Real("lr", "learning rate", @default, minimum: 0, maximum: 1e6) with { AboveMinimum = true };

    private static Parameter Batch(bool required = false) =>
        Parameter.Integer("batch", "rows of a minibatch; all rows if absent", null, minimum: 1, maximum: int.MaxValue)
            with
        { Quiet = true, Required = required, NamedOnly = !required };

    private static Parameter Decay(string name, string help, double @default) =>
        Parameter.Real(name, help, @default, minimum: 0, maximum: 1) with { BelowMaximum = true };

    private static Parameter Epsilon() =>
        Parameter.Real("eps", "added to the root of the second moment", 1e-8, minimum: 1e-30, maximum: 1e6) with { Quiet = true };

    private static IReadOnlyList<Parameter> Moments() =>
    [
        Decay("b1", "decay of the first moment", 0.9) with { Quiet = true },
        Decay("b2", "decay of the second moment", 0.999) with { Quiet = true },
        Epsilon(),
    ];

    /// <summary>Quiet and with a key only, so that they change nothing where they are not used.</summary>
    private static IReadOnlyList<Parameter> Schedule() =>
    [
        Parameter.Integer("warmup", "steps over which the learning rate rises", 0, minimum: 0, maximum: int.MaxValue) with { Quiet = true, NamedOnly = true },
        Parameter.Choice("decay", "how the learning rate falls after the warmup", "constant", "constant", "cosine", "step") with { Quiet = true, NamedOnly = true },
        Parameter.Integer("span", "steps of the cosine, or between two falls", 1000, minimum: 1, maximum: int.MaxValue) with { Quiet = true, NamedOnly = true },
        Parameter.Real("factor", "share left at the end of the cosine, or by each fall", 0.1, minimum: 0, maximum: 1) with { Quiet = true, NamedOnly = true },
    ];

    private static RateSchedule ScheduleOf(SpecArguments arguments)
    {
        var decay = Enum.Parse<RateDecay>(arguments.Text("decay"), ignoreCase: true);
        return decay == RateDecay.Constant && arguments.Integer("warmup") <= 1
            ? RateSchedule.Constant
            : new(arguments.Integer("warmup"), decay, arguments.Integer("span"), arguments.Real("factor"));
    }

    private static int? BatchSize(SpecArguments arguments) =>
        arguments.Has("batch") ? arguments.Integer("batch") : null;

    private static UpdateRule.Adam AdamOf(SpecArguments arguments) => new(
        arguments.Real("lr"), BatchSize(arguments), arguments.Real("b1"), arguments.Real("b2"), arguments.Real("eps"))
    {
        Schedule = ScheduleOf(arguments),
    };

    private static Optimizer Adam() => new(
        Id: "adam",
        Title: "Adam",
        Source: new("Kingma, Ba", 2015, "Algorithm 1, with bias correction"),
        Parameters: [Rate(0.01), .. Moments(), Batch(), .. Schedule()],
        Rule: AdamOf);

    private static Optimizer DecoupledAdam() => new(
        Id: "adamw",
        Title: "AdamW",
        Source: new("Loshchilov, Hutter", 2019, "Algorithm 2 in PyTorch's form: the decay is multiplied by the learning rate"),
        Parameters:
        [
            Rate(0.01),
            Parameter.Real("wd", "weight decay: each step takes lr wd of every weight", 0.01, minimum: 0, maximum: 1e6),
            .. Moments(),
            Batch(),
            .. Schedule(),
        ],
        Rule: arguments => AdamOf(arguments) with { WeightDecay = arguments.Real("wd") });

    private static Optimizer RootMeanSquare() => new(
        Id: "rmsprop",
        Title: "RMSprop",
        Source: new("Tieleman, Hinton", 2012, "Coursera lecture 6.5, in PyTorch's form: eps is added to the root"),
        Parameters: [Rate(0.01), Decay("alpha", "decay of the second moment", 0.99) with { Quiet = true }, Epsilon(), Batch(), .. Schedule()],
        Rule: arguments => new UpdateRule.RootMeanSquare(
            arguments.Real("lr"), BatchSize(arguments), arguments.Real("alpha"), arguments.Real("eps"))
        {
            Schedule = ScheduleOf(arguments),
        });

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
        Parameters: [Rate(0.1), Batch(required: true), .. Schedule()],
        Rule: arguments => new UpdateRule.Momentum(arguments.Real("lr"), arguments.Integer("batch"), Decay: 0, Nesterov: false)
        {
            Schedule = ScheduleOf(arguments),
        });

    private static Optimizer HeavyBall(string id, string title, Citation source, bool nesterov) => new(
        Id: id,
        Title: title,
        Source: source,
        Parameters: [Rate(0.1), Decay("mu", "decay of the velocity", 0.9), Batch(), .. Schedule()],
        Rule: arguments => new UpdateRule.Momentum(arguments.Real("lr"), BatchSize(arguments), arguments.Real("mu"), nesterov)
        {
            Schedule = ScheduleOf(arguments),
        });

    private static Optimizer SharpnessAware() => new(
        Id: "sam",
        Title: "Sharpness-aware minimisation",
        Source: new("Foret et al.", 2021, "Algorithm 1 with the 2-norm; two gradients a step"),
        Parameters:
        [
            Parameter.Real("rho", "how far along the gradient the second gradient is taken", 0.05, minimum: 0, maximum: 1e6),
            Rate(0.1),
            Parameter.Choice("base", "what is done with the second gradient", "descent", "descent", "momentum", "nesterov", "adam", "rmsprop"),
            Decay("mu", "decay of the velocity, with base=momentum or nesterov", 0.9) with { Quiet = true, NamedOnly = true },
            Batch(),
            .. Schedule(),
        ],
        Rule: arguments => new UpdateRule.SharpnessAware(BaseOf(arguments), arguments.Real("rho")));

    /// <summary>The rule under <c>sam</c>; what it has no parameter for is as in the rule's own entry.</summary>
    private static UpdateRule BaseOf(SpecArguments arguments)
    {
        var (rate, batch, schedule) = (arguments.Real("lr"), BatchSize(arguments), ScheduleOf(arguments));
        return arguments.Text("base") switch
        {
            "adam" => new UpdateRule.Adam(rate, batch, 0.9, 0.999, 1e-8) { Schedule = schedule },
            "rmsprop" => new UpdateRule.RootMeanSquare(rate, batch, 0.99, 1e-8) { Schedule = schedule },
            "momentum" => new UpdateRule.Momentum(rate, batch, arguments.Real("mu"), Nesterov: false) { Schedule = schedule },
            "nesterov" => new UpdateRule.Momentum(rate, batch, arguments.Real("mu"), Nesterov: true) { Schedule = schedule },
            _ => new UpdateRule.Momentum(rate, batch, 0, Nesterov: false) { Schedule = schedule },
        };
    }

    private static Optimizer QuasiNewton() => new(
        Id: "lbfgs",
        Title: "L-BFGS",
        Source: new("Nocedal, Wright", 2006, "Algorithm 7.5; line search of Algorithms 3.5 and 3.6 with cubic steps"),
        Parameters:
        [
            Parameter.Integer("history", "steps that the curvature is learnt from", 10, minimum: 1, maximum: 1000),
            Parameter.Real("c1", "share of the predicted decrease that a step must reach", 1e-4, minimum: 0, maximum: 0.5) with { Quiet = true, NamedOnly = true, AboveMinimum = true, BelowMaximum = true },
            Parameter.Real("c2", "share of the slope that may be left at its end", 0.9, minimum: 0, maximum: 1) with { Quiet = true, NamedOnly = true, AboveMinimum = true, BelowMaximum = true },
            Parameter.Integer("evaluations", "most gradients of a line search", 20, minimum: 1, maximum: 1000) with { Quiet = true, NamedOnly = true },
        ],
        Rule: arguments => new UpdateRule.QuasiNewton(
            arguments.Integer("history"), arguments.Real("c1"), arguments.Real("c2"), arguments.Integer("evaluations")));

    private static Optimizer LevenbergMarquardt() => new(
        Id: "lm",
        Title: "Levenberg-Marquardt",
        Source: new("Marquardt", 1963, "damped Gauss-Newton; for cross-entropy weighted by the root of its Hessian in the outputs"),
        Parameters:
        [
            Parameter.Real("lambda0", "damping of the first step", 1e-2, minimum: UpdateRule.LevenbergMarquardt.LeastDamping, maximum: UpdateRule.LevenbergMarquardt.MostDamping),
            Parameter.Real("up", "what the damping is multiplied by when a step is taken back", 10, minimum: 1, maximum: 1e6) with { Quiet = true, NamedOnly = true, AboveMinimum = true },
            Parameter.Real("down", "what it is divided by when a step stands", 10, minimum: 1, maximum: 1e6) with { Quiet = true, NamedOnly = true },
            Parameter.Choice("damping", "what is damped by: the identity, or the diagonal of J'J", "identity", "identity", "diagonal") with { Quiet = true, NamedOnly = true },
        ],
        Rule: arguments => new UpdateRule.LevenbergMarquardt(
            arguments.Real("lambda0"), arguments.Real("up"), arguments.Real("down"), arguments.Text("damping") == "diagonal"));
}
