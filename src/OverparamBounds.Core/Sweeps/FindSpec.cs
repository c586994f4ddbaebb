using System.Globalization;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Sweeps;

/// <summary>One question: the smallest width of a curve whose success probability reaches a level.</summary>
/// <param name="Curve">What is trained.</param>
/// <param name="Success">p0, the wanted success probability.</param>
/// <param name="Confidence">1 - alpha: with at least this probability every certificate of the search is true.</param>
/// <param name="Ratio">The search stops when U/(L+1) is at most this.</param>
/// <param name="MinWidth">Smallest width asked about.</param>
/// <param name="MaxWidth">Largest width asked about.</param>
/// <param name="Lanes">Most trials of one launch.</param>
/// <param name="MaxTrainings">Budget in trainings.</param>
/// <param name="Grid">Plain grid mode: widths and seeds a width fixed beforehand; null for the adaptive search.</param>
public sealed record FindSpec(
    CurveSpec Curve,
    double Success,
    double Confidence,
    double Ratio,
    int MinWidth,
    int MaxWidth,
    int Lanes,
    int MaxTrainings,
    GridSpec? Grid)
{
    /// <summary>Identity of the question. The time budget is no part of it: it decides how far, not what, is asked.</summary>
    public QuestionId Id => new(CurveSpec.Hash(CanonicalText)[..12]);

    public string CanonicalText
    {
        get
        {
            var grid = Grid is null
                ? string.Empty
                : string.Create(CultureInfo.InvariantCulture, $"|grid={string.Join('+', Grid.Widths)}x{Grid.Seeds}");
            return string.Create(
                CultureInfo.InvariantCulture,
                $"find1|{Curve.TrialText(0, 0)}|p={SpecText.Number(Success)}|c={SpecText.Number(Confidence)}|r={SpecText.Number(Ratio)}|w={MinWidth}..{MaxWidth}|R={Lanes}|max={MaxTrainings}{grid}");
        }
    }
}

/// <summary>Fixed widths and a fixed number of seeds a width.</summary>
public sealed record GridSpec(IReadOnlyList<int> Widths, int Seeds);
