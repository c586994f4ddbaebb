namespace OverparamBounds.Theory.Exact;

/// <summary>
/// Maps of the rows onto each other that come from signed permutations of the columns and that keep the targets, or turn
/// them all round. A map g takes a fitting network f to f∘g⁻¹, or to its negative, and the patterns of its units along.
/// </summary>
internal static class RowSymmetries
{
    /// <summary>Columns of which all signed permutations are tried, 384 at most; of more only those that generate them.</summary>
    private const int MostColumns = 4;

    /// <summary>For each symmetry, besides that which moves nothing, the row that each row goes to.</summary>
    public static List<int[]> Of(SmallProblem problem)
    {
        var places = problem.Rows.Index().ToDictionary(pair => Key(pair.Item), pair => pair.Index);
        var columns = problem.Rows[0].Length - 1;
        var found = new List<int[]>();
        foreach (var image in columns <= MostColumns ? All(columns) : Generators(columns))
        {
            if (Map(problem, image, places) is { } map && map.Index().Any(pair => pair.Index != pair.Item) && KeepsTargets(problem, map))
            {
                found.Add(map);
            }
        }

        return found;
    }

    /// <summary>Signed permutations: column j becomes |image_j| - 1, with the sign of image_j.</summary>
    private static IEnumerable<int[]> All(int columns)
    {
        IEnumerable<int[]> images = [[]];
        for (var column = 0; column < columns; column++)
        {
            images = images.SelectMany(image => Enumerable.Range(1, columns)
                .Where(target => !image.Contains(target) && !image.Contains(-target))
                .SelectMany(target => new[] { (int[])[.. image, target], [.. image, -target] }));
        }

        return images;
    }

    /// <summary>Exchanges of two columns with all signs, and reflections of one column, of two, and of all.</summary>
    private static IEnumerable<int[]> Generators(int columns)
    {
        var identity = Enumerable.Range(1, columns).ToArray();
        yield return Array.ConvertAll(identity, column => -column);
        for (var one = 0; one < columns; one++)
        {
            yield return With(identity, one, -(one + 1));
            for (var other = 0; other < one; other++)
            {
                yield return With(With(identity, one, -(one + 1)), other, -(other + 1));
                foreach (var (first, second) in new[] { (1, 1), (1, -1), (-1, 1), (-1, -1) })
                {
                    yield return With(With(identity, one, first * (other + 1)), other, second * (one + 1));
                }
            }
        }
    }

    private static int[] With(int[] image, int at, int value)
    {
        var changed = image.ToArray();
        changed[at] = value;
        return changed;
    }

    private static int[]? Map(SmallProblem problem, int[] image, Dictionary<string, int> places)
    {
        var map = new int[problem.Rows.Length];
        for (var row = 0; row < map.Length; row++)
        {
            var moved = problem.Rows[row].ToArray();
            for (var column = 0; column < image.Length; column++)
            {
                moved[Math.Abs(image[column]) - 1] = (Math.Sign(image[column]) * problem.Rows[row][column]) + 0.0;
            }

            if (!places.TryGetValue(Key(moved), out map[row]))
            {
                return null;
            }
        }

        return map;
    }

    private static bool KeepsTargets(SmallProblem problem, int[] map)
    {
        var targets = problem.Targets;
        return Array.TrueForAll(map.Index().ToArray(), pair => targets[pair.Item] == targets[pair.Index])
            || Array.TrueForAll(map.Index().ToArray(), pair => targets[pair.Item] == -targets[pair.Index]);
    }

    private static string Key(double[] row) => string.Join(',', row.Select(BitConverter.DoubleToInt64Bits));
}
