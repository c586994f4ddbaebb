using System.Globalization;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Questions;

namespace OverparamBounds.Jobs.Sweeps;

/// <summary>Understands the nodes of a sweep file. Sizes are checked before anything is multiplied out.</summary>
internal sealed class SweepReader(string source, SweepMistakes mistakes)
{
    private static readonly QuestionRequest Defaults = new() { Task = string.Empty };

    private readonly SweepValues _values = new(mistakes);

    /// <exception cref="RequestException">Lists everything that is wrong with the file.</exception>
    public SweepRequest Read(SweepNode root)
    {
        if (root is not SweepNode.Map map)
        {
            throw mistakes.Fatal(root.Place, string.Empty, "keys such as name, task and search are expected, and no list or text.");
        }

        CheckKeys(map, SweepKeys.Root, string.Empty);
        var name = Name(map);
        var notes = Notes(map);
        var priority = map.Find("priority") is { } entry ? _values.Whole(entry.Value, "priority", Key("priority")) ?? 0 : 0;
        var kinds = SweepKeys.Kinds.ToDictionary(kind => kind, kind => ReadSpecs(map, kind));
        CheckSpecs(map, kinds);
        var axes = map.Find("over") is { } over ? new SweepOver(mistakes, _values).Read(over.Value, kinds) : [];
        var steps = Wholes(map, "steps", Defaults.Steps);
        var seeds = Wholes(map, "seed", Defaults.Seed);
        var section = ReadSection(map);
        CheckSize(map, kinds, axes, steps.Count * (long)seeds.Count, section);
        mistakes.Throw();

        IReadOnlyList<Placed<string>> Specs(string kind) => SweepOver.Expand(kind, kinds[kind], axes);
        return new()
        {
            Source = source,
            Name = name,
            Notes = notes,
            Priority = (int)priority,
            Tasks = Specs("task"),
            Labels = OrNothing(Specs("labels"), map),
            Architectures = Specs("architecture"),
            Strategies = Specs("strategy"),
            Optimizers = Specs("optimizer"),
            Criteria = OrNothing(Specs("criterion"), map),
            Steps = [.. steps.Select(step => new Placed<int>((int)step.Value, step.Path, step.Place))],
            Seeds = seeds,
            Successes = section.Successes,
            Settings = section.Settings,
            WidthsPlace = section.WidthsPlace,
        };
    }

    private static SweepKey Key(string name) => SweepKeys.Root.First(key => key.Name == name);

    private string Name(SweepNode.Map map)
    {
        if (map.Find("name") is not { } entry || _values.Text(entry.Value, "name") is not { } name)
        {
            return string.Empty;
        }

        if (SweepLetters.NameProblem(name) is { } problem)
        {
            mistakes.Add(entry.Value.Place, "name", problem);
        }

        return name;
    }

    private string Notes(SweepNode.Map map)
    {
        if (map.Find("notes") is not { } entry || entry.Value is SweepNode.Scalar { IsPlain: false, Text: "" }
            || _values.Text(entry.Value, "notes") is not { } notes)
        {
            return string.Empty;
        }

        if (notes.Length > SweepKeys.LongestNotes)
        {
            mistakes.Add(entry.Value.Place, "notes", string.Create(CultureInfo.InvariantCulture, $"they have {notes.Length} characters, more than {SweepKeys.LongestNotes}; shorten them."));
        }

        return notes;
    }

    private void CheckKeys(SweepNode.Map map, IReadOnlyList<SweepKey> known, string path)
    {
        var names = known.Select(key => key.Name).ToList();
        foreach (var entry in map.Entries.Where(entry => !names.Contains(entry.Key)))
        {
            mistakes.Add(entry.Place, path, $"no key is called '{SweepValues.Short(entry.Key)}'.{Nearest(entry.Key, names)} Known: {string.Join(", ", names)}.");
        }

        foreach (var missing in known.Where(key => key.Required && map.Find(key.Name) is null))
        {
            mistakes.Add(map.Place, path, $"'{missing.Name}' is missing: {missing.Help}");
        }
    }

    /// <summary>Long texts are no slips of a key, and comparing them takes time.</summary>
    private static string Nearest(string key, IEnumerable<string> names) =>
        key.Length <= 40 ? NearestName.Hint(key, names) : string.Empty;

    private List<Placed<string>> ReadSpecs(SweepNode.Map map, string kind)
    {
        if (map.Find(kind) is not { } entry)
        {
            var written = kind switch
            {
                "architecture" => Defaults.Architecture,
                "strategy" => Defaults.Strategy,
                "optimizer" => Defaults.Optimizer,
                _ => null,
            };
            return written is null ? [] : [new(written, kind, map.Place)];
        }

        var found = new List<Placed<string>>();
        foreach (var (item, path) in _values.Items(entry.Value, kind))
        {
            if (_values.Text(item, path) is { } text)
            {
                found.Add(new(text, path, item.Place));
            }
        }

        return found;
    }

    /// <summary>Says what is wrong with single specs together with the rest; those that <c>over</c> completes are bound later.</summary>
    private void CheckSpecs(SweepNode.Map map, Dictionary<string, List<Placed<string>>> kinds)
    {
        var completed = map.Find("over")?.Value is SweepNode.Map over
            ? over.Entries.Select(entry => entry.Key.Split('.')[0]).ToHashSet(StringComparer.Ordinal)
            : [];
        foreach (var (kind, specs) in kinds.Where(pair => !completed.Contains(pair.Key)))
        {
            foreach (var spec in specs)
            {
                foreach (var problem in SpecKind.Named(kind).Problems(spec.Value))
                {
                    mistakes.Add(spec.Place, spec.Path, SpecKind.WithoutKind(problem));
                }
            }
        }
    }

    private IReadOnlyList<Placed<long>> Wholes(SweepNode.Map map, string name, long @default) =>
        map.Find(name) is { } entry
            ? _values.Wholes(entry.Value, name, Key(name)) ?? []
            : [new(@default, name, map.Place)];

    private static IReadOnlyList<Placed<string?>> OrNothing(IReadOnlyList<Placed<string>> specs, SweepNode.Map map) =>
        specs.Count > 0
            ? [.. specs.Select(spec => new Placed<string?>(spec.Value, spec.Path, spec.Place))]
            : [new(null, string.Empty, map.Place)];

    private SweepSection ReadSection(SweepNode.Map map)
    {
        var (search, grid) = (map.Find("search"), map.Find("grid"));
        if (search is not null && grid is not null)
        {
            mistakes.Add(grid.Place, "grid", "a sweep has either search or grid, and this has both; drop one.");
        }
        else if (search is null && grid is null)
        {
            mistakes.Add(map.Place, string.Empty, "neither search nor grid is there; write search: {} for an adaptive search of each question, or grid: with widths and seeds.");
        }

        if (search is not null && Section(search, SweepKeys.Search) is { } searched)
        {
            return new SectionReader(_values, searched, search).ReadSearch();
        }

        return grid is not null && Section(grid, SweepKeys.Grid) is { } fixedWidths
            ? new SectionReader(_values, fixedWidths, grid).ReadGrid()
            : new([], Defaults, map.Place);
    }

    private SweepNode.Map? Section(SweepEntry entry, IReadOnlyList<SweepKey> keys)
    {
        if (entry.Value is not SweepNode.Map section)
        {
            mistakes.Add(entry.Value.Place, entry.Key, $"a map of {string.Join(", ", keys.Select(key => key.Name))} is expected, such as {(entry.Key == "grid" ? "{widths: [2, 3, 4]}" : "{}")}.");
            return null;
        }

        CheckKeys(section, keys, entry.Key);
        return section;
    }

    private void CheckSize(
        SweepNode.Map map, Dictionary<string, List<Placed<string>>> kinds, IReadOnlyList<SweepAxis> axes, long numbers, SweepSection section)
    {
        var questions = kinds.Values.Where(specs => specs.Count > 0).Aggregate(1.0, (product, specs) => product * specs.Count)
            * axes.Aggregate(1.0, (product, axis) => product * axis.Values.Count)
            * numbers * Math.Max(1, section.Successes.Count);
        if (questions > SweepRequest.MostQuestions)
        {
            mistakes.Add(map.Place, string.Empty, string.Create(CultureInfo.InvariantCulture, $"{questions:0.######E+0} questions are asked, more than {SweepRequest.MostQuestions}; split the sweep, or name fewer values."));
        }

        if (section.Settings.Grid is { } grid && questions * grid.Widths.Count * grid.Seeds is var trainings && trainings > SweepRequest.MostTrainings)
        {
            mistakes.Add(section.WidthsPlace, "grid", string.Create(CultureInfo.InvariantCulture, $"{trainings:0.######E+0} trainings are asked for, more than {SweepRequest.MostTrainings}; use fewer widths, seeds or questions."));
        }
    }
}
