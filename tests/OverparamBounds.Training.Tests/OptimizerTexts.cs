using OverparamBounds.Core.Optimizers;

namespace OverparamBounds.Training.Tests;

/// <summary>Optimizers as texts, for theories.</summary>
internal static class OptimizerTexts
{
    /// <summary>Elementwise rules with schedules and decay, which both engines have.</summary>
    public static IReadOnlyList<string> Varied { get; } =
    [
        "adamw(lr=0.02,wd=0.5)", "rmsprop(lr=0.02)", "rmsprop(lr=0.02,alpha=0.9,decay=step,span=9,factor=0.5)",
        "sgd(lr=0.1,batch=2,warmup=10)", "momentum(lr=0.1,mu=0.8,warmup=5,decay=cosine,span=30)",
        "nesterov(lr=0.1,mu=0.8,decay=step,span=20,factor=0.3)", "adam(lr=0.02,warmup=8,decay=cosine,span=20,factor=0)",
        "adamw(lr=0.02,wd=1,warmup=4,decay=step,span=15)",
    ];

    /// <summary>Every entry of the catalogue, and other forms of those that have several.</summary>
    public static IReadOnlyList<string> Catalogued { get; } =
    [
        .. OptimizerCatalogue.All.Select(entry => entry.Parameters.Any(parameter => parameter.Required) ? $"{entry.Id}(batch=7)" : entry.Id),
        "adamw(batch=5,warmup=20,decay=cosine,span=100)", "sam(batch=7)", "sam(base=adam,lr=0.01)", "sam(base=nesterov,lr=0.05,decay=step,span=40)",
        "lbfgs(history=1)", "lbfgs(history=30,c2=0.1)", "lm(damping=diagonal)", "lm(lambda0=100,up=3,down=2)",
    ];
}
