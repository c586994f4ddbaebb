using OverparamBounds.Core.Sweeps;
using OverparamBounds.Jobs.Questions;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>What <c>search</c> or <c>grid</c> says.</summary>
internal sealed record SweepSection(IReadOnlyList<Placed<double>> Successes, QuestionRequest Settings, SweepPlace WidthsPlace);

/// <summary>Reads <c>search</c> or <c>grid</c>, whose keys are known to be right.</summary>
internal sealed class SectionReader(SweepValues values, SweepNode.Map map, SweepEntry entry)
{
    private const string Between = "must lie between 0 and 1, both excluded, such as 0.9.";

    private readonly QuestionRequest _defaults = new() { Task = string.Empty };

    public SweepSection ReadSearch()
    {
        var widths = map.Find("widths") is { } written
            ? values.Ends(written.Value, Path("widths"), Key(SweepKeys.Search, "widths"))
            : null;
        return new(Successes(), Shared() with
        {
            MinWidth = widths?.First ?? _defaults.MinWidth,
            MaxWidth = widths?.Last,
            Lanes = Whole(SweepKeys.Search, "lanes", _defaults.Lanes),
            MaxTrainings = Whole(SweepKeys.Search, "budget", _defaults.MaxTrainings),
        }, WidthsPlace());
    }

    public SweepSection ReadGrid()
    {
        var widths = map.Find("widths") is { } written
            ? values.Wholes(written.Value, Path("widths"), Key(SweepKeys.Grid, "widths"))
            : null;
        var seeds = Whole(SweepKeys.Grid, "seeds", 100);
        return new(Successes(), Shared() with
        {
            // Sorted and without repetitions, so that the same grid is the same question however it was written.
            Grid = widths is null ? null : new GridSpec([.. widths.Select(width => (int)width.Value).Distinct().Order()], seeds),
        }, WidthsPlace());
    }

    private QuestionRequest Shared() => _defaults with
    {
        Confidence = Real("confidence", number => number is > 0 and < 1, "must lie between 0 and 1, both excluded, such as 0.95.", _defaults.Confidence),
        Ratio = Real("ratio", number => number >= 1, "must be at least 1; 1.25 locates the threshold within a quarter.", _defaults.Ratio),
    };

    private List<Placed<double>> Successes()
    {
        if (map.Find("success") is not { } written)
        {
            return [new(_defaults.Success, Path("success"), entry.Place)];
        }

        var found = new List<Placed<double>>();
        foreach (var (item, path) in values.Items(written.Value, Path("success")))
        {
            if (values.Real(item, path, number => number is > 0 and < 1, Between) is { } number)
            {
                found.Add(new(number, path, item.Place));
            }
        }

        return found;
    }

    private double Real(string name, Func<double, bool> isLegal, string legal, double @default) =>
        map.Find(name) is { } written ? values.Real(written.Value, Path(name), isLegal, legal) ?? @default : @default;

    private int Whole(IReadOnlyList<SweepKey> keys, string name, int @default) =>
        map.Find(name) is { } written ? (int)(values.Whole(written.Value, Path(name), Key(keys, name)) ?? @default) : @default;

    private string Path(string name) => $"{entry.Key}.{name}";

    private SweepPlace WidthsPlace() => map.Find("widths")?.Value.Place ?? entry.Place;

    private static SweepKey Key(IReadOnlyList<SweepKey> keys, string name) => keys.First(key => key.Name == name);
}
