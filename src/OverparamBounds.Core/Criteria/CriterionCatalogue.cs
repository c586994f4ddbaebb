using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Core.Criteria;

public static class CriterionCatalogue
{
    private static readonly Citation Ours = new("this project", 0, "docs/criteria.md");

    public static Catalogue<Criterion> All { get; } = new(
        "criterion",
        new Criterion(
            Id: "Z1",
            Title: "No training error and mean cross-entropy below 0.01 nat",
            Source: Ours,
            Parameters: [Every],
            ForClassification: true,
            ForRegression: false,
            Rule: arguments => new(0.01, null, arguments.Integer("every"))),
        new Criterion(
            Id: "Z0",
            Title: "No training error (a tie is an error)",
            Source: Ours,
            Parameters: [Every],
            ForClassification: true,
            ForRegression: false,
            Rule: arguments => new(double.PositiveInfinity, null, arguments.Integer("every"))),
        new Criterion(
            Id: "mse",
            Title: "Mean squared residual below a share of the target variance",
            Source: Ours,
            Parameters:
            [
                Parameter.Real("tol", "share of the target variance", 1e-6, minimum: 0) with { AboveMinimum = true },
                Every,
            ],
            ForClassification: true,
            ForRegression: true,
            Rule: arguments => new(double.PositiveInfinity, arguments.Real("tol"), arguments.Integer("every"))));

    private static Parameter Every =>
        Parameter.Integer("every", "tested after every so many steps", @default: 10, minimum: 1, maximum: int.MaxValue)
            with
        { Quiet = true, NamedOnly = true };
}
