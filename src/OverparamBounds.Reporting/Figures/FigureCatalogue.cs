using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Reporting.Figures;

public static class FigureCatalogue
{
    public static Catalogue<Figure> All { get; } = new(
        "figure",
        SuccessFigure.Entry,
        CurvesFigure.Entry,
        LadderFigure.Entry,
        TheoryFigure.Entry);
}
