using System.Globalization;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Formats;

/// <summary>Turns a table of text into inputs and targets.</summary>
public static class CsvDataset
{
    private const int MostIntegerClasses = 20;

    /// <returns>The rows, each with its line in the file.</returns>
    /// <exception cref="RequestException">A column is unknown, a value missing or no number, or there is one class only.</exception>
    public static RawData Make(CsvTable table, CsvOptions options)
    {
        var columns = Columns.Choose(table, options);
        var rows = UsedRows(table, columns, options.DropMissing);
        var layout = columns.Features.Select(column => options.OneHot.Contains(table.Names[column])
            ? rows.Select(row => row[column].Text).Distinct().Order(StringComparer.Ordinal).ToList()
            : null).ToList();
        var width = layout.Sum(levels => (long)(levels?.Count ?? 1));
        foreach (var problem in TableSize.Problems(rows.Count, width))
        {
            throw new RequestException($"{table.File}: {problem}");
        }

        var data = new Dataset
        {
            Inputs = Inputs(table, rows, columns.Features, layout, (int)width),
            Samples = rows.Count,
            Features = (int)width,
        };
        var dropped = table.Rows.Count - rows.Count;
        data = dropped == 0 ? data : data with { Notes = [$"{dropped} of {table.Rows.Count} rows are left out for missing values."] };
        return new(AddTargets(data, table, rows, columns.Targets, options.Target))
        {
            Places = [.. rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"line {row[0].Line}"))],
        };
    }

    private static List<IReadOnlyList<CsvField>> UsedRows(CsvTable table, Columns columns, bool dropMissing)
    {
        var used = new List<IReadOnlyList<CsvField>>();
        foreach (var row in table.Rows)
        {
            var missing = columns.Features.Concat(columns.Targets).Where(column => IsMissing(row[column].Text)).ToList();
            if (missing.Count == 0)
            {
                used.Add(row);
            }
            else if (!dropMissing)
            {
                throw Mistake(
                    table, row, missing[0], $"a missing value ('{row[missing[0]].Text}')", "a value", "Fill it in, choose other columns, or write missing=drop.");
            }
        }

        return used.Count > 0
            ? used
            : throw new RequestException(
                $"{table.File}: every one of the {table.Rows.Count} rows has a missing value in a used column. Choose other columns.");
    }

    private static bool IsMissing(string text) => text is "" or "NA" or "NaN" or "?";

    private static double[] Inputs(
        CsvTable table, List<IReadOnlyList<CsvField>> rows, IReadOnlyList<int> features, List<List<string>?> layout, int width)
    {
        var inputs = new double[rows.Count * width];
        for (var row = 0; row < rows.Count; row++)
        {
            var at = row * width;
            for (var feature = 0; feature < features.Count; feature++)
            {
                if (layout[feature] is { } levels)
                {
                    inputs[at + levels.BinarySearch(rows[row][features[feature]].Text, StringComparer.Ordinal)] = 1;
                    at += levels.Count;
                }
                else
                {
                    inputs[at++] = Number(table, rows[row], features[feature], "Mend it, leave the column out with columns=, or name it in onehot=.");
                }
            }
        }

        return inputs;
    }

    private static Dataset AddTargets(
        Dataset data, CsvTable table, List<IReadOnlyList<CsvField>> rows, IReadOnlyList<int> targets, CsvTarget kind)
    {
        if (targets.Count > 1 || kind == CsvTarget.Numbers)
        {
            return Regression(data, table, rows, targets);
        }

        var name = table.Names[targets[0]];
        var texts = rows.Select(row => row[targets[0]].Text).ToList();
        var integers = Integers(texts);
        if (kind == CsvTarget.Auto && integers is null && texts.TrueForAll(text => TryNumber(text, out _)))
        {
            return Regression(data, table, rows, targets);
        }

        if (kind == CsvTarget.Auto && integers is not null && integers.Distinct().Count() is var kinds)
        {
            if (kinds > MostIntegerClasses)
            {
                return Note(
                    Regression(data, table, rows, targets),
                    $"Target '{name}' holds {kinds} different whole numbers and is read as a number; task=classification reads classes.");
            }

            data = Note(data, $"Target '{name}' holds {kinds} different whole numbers and is read as classes; task=regression reads numbers.");
        }

        return Classification(data, table, name, texts, integers);
    }

    private static Dataset Note(Dataset data, string note) => data with { Notes = [.. data.Notes, note] };

    private static Dataset Regression(
        Dataset data, CsvTable table, List<IReadOnlyList<CsvField>> rows, IReadOnlyList<int> targets) => data with
        {
            Targets = [.. rows.SelectMany(row => targets.Select(column => Number(table, row, column, "Mend it, or name another target=.")))],
            TargetColumns = targets.Count,
        };

    private static Dataset Classification(Dataset data, CsvTable table, string name, List<string> texts, List<long>? integers)
    {
        // Sorted as numbers where all are whole numbers, else by code points: never by the rules of a language.
        var (names, labels) = integers is null
            ? Sorted(texts, StringComparer.Ordinal, text => text)
            : Sorted(integers, Comparer<long>.Default, value => value.ToString(CultureInfo.InvariantCulture));
        return names.Count > 1
            ? data with { Labels = labels, Classes = names.Count, ClassNames = names }
            : throw new RequestException(
                $"{table.File}: column '{name}': found one class only ('{names[0]}') in {texts.Count} rows, expected at least two. Name another target=.");
    }

    private static (IReadOnlyList<string> Names, int[] Labels) Sorted<T>(List<T> values, IComparer<T> order, Func<T, string> name)
    {
        var classes = values.Distinct().Order(order).ToList();
        return ([.. classes.Select(name)], [.. values.Select(value => classes.BinarySearch(value, order))]);
    }

    private static List<long>? Integers(List<string> texts)
    {
        var values = new List<long>();
        foreach (var text in texts)
        {
            if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            {
                return null;
            }

            values.Add(value);
        }

        return values;
    }

    /// <summary>Float alone: the default styles also take thousands separators and would read 1,5 as 15.</summary>
    private static bool TryNumber(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    private static double Number(CsvTable table, IReadOnlyList<CsvField> row, int column, string mend)
    {
        var text = row[column].Text;
        return TryNumber(text, out var value) && double.IsFinite(value)
            ? value
            : throw Mistake(table, row, column, $"'{text}'", "a finite number such as -1.5e3", mend);
    }

    private static RequestException Mistake(
        CsvTable table, IReadOnlyList<CsvField> row, int column, string found, string expected, string mend) =>
        Csv.Mistake(table.File, row[column].Line, row[column].Column, $"{found} in column '{table.Names[column]}'", expected, mend);

    /// <summary>Places of the used columns.</summary>
    private sealed record Columns(IReadOnlyList<int> Features, IReadOnlyList<int> Targets)
    {
        public static Columns Choose(CsvTable table, CsvOptions options)
        {
            var problems = new List<string>();
            var targets = options.Targets.Count == 0 ? [table.Names.Count - 1] : Find(table, "target", options.Targets, problems);
            var features = options.Features.Count == 0
                ? [.. Enumerable.Range(0, table.Names.Count).Except(targets)]
                : Find(table, "columns", options.Features, problems);
            if (problems.Count == 0)
            {
                foreach (var both in features.Intersect(targets))
                {
                    problems.Add($"{table.File}: column '{table.Names[both]}' is a feature and the target. Leave it out of columns=.");
                }

                foreach (var column in Find(table, "onehot", options.OneHot, problems).Except(features))
                {
                    problems.Add($"{table.File}: onehot names column '{table.Names[column]}', which is no feature. Leave it out.");
                }
            }

            if (options.Target == CsvTarget.Classes && targets.Count > 1)
            {
                problems.Add($"{table.File}: target names {targets.Count} columns, but classes stand in one. Name one, or write task=regression.");
            }

            if (problems.Count == 0 && features.Count == 0)
            {
                problems.Add(
                    $"{table.File}: line 1: found no feature column beside the target '{table.Names[targets[0]]}', expected at least one."
                    + (table.Names.Any(name => name.Contains(';') || name.Contains('\t')) ? " Columns must be separated by commas." : " Name another target=, or add a column."));
            }

            return problems.Count == 0 ? new(features, targets) : throw new RequestException(problems);
        }

        private static List<int> Find(CsvTable table, string parameter, IReadOnlyList<string> names, List<string> problems)
        {
            var places = new List<int>();
            foreach (var name in names)
            {
                var place = table.Names.ToList().IndexOf(name);
                if (place < 0)
                {
                    problems.Add(
                        $"{table.File}: line 1: {parameter} names no column '{name}'.{NearestName.Hint(name, table.Names)} Columns: {Listed(table.Names)}.");
                }
                else if (places.Contains(place))
                {
                    problems.Add($"{table.File}: {parameter} names column '{name}' twice. Name it once.");
                }
                else
                {
                    places.Add(place);
                }
            }

            return places;
        }

        private static string Listed(IReadOnlyList<string> names) =>
            names.Count <= 20 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(20))}, … ({names.Count} in all)";
    }
}
