using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Training.Strategies;

public static class StrategyCatalogue
{
    public static Catalogue<Strategy> All { get; } = new(
        "strategy",
        new Strategy("dense", "Dense", new("this project", 0, "every weight is trained from the start"), []));
}
