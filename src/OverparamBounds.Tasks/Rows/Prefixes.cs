using OverparamBounds.Core.Data;

namespace OverparamBounds.Tasks.Rows;

/// <summary>What a network that reads from left to right has seen when it answers.</summary>
/// <remarks>
/// Where a row has several targets, the one at a position rests on the tokens up to it. Cases with the same tokens so
/// far are one case to such a network, even in rows that differ later.
/// </remarks>
public static class Prefixes
{
    /// <returns>A number for each case, from 0 in order of first occurrence; equal for cases with equal tokens so far.</returns>
    public static int[] Of(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var followers = new Dictionary<Step, int>();
        var numbers = new Dictionary<int, int>();
        var cases = new int[data.Cases];
        for (var row = 0; row < data.Samples; row++)
        {
            var tokens = data.Row(row);
            var node = 0;
            var first = data.Features - data.CasesPerRow;
            for (var at = 0; at < data.Features; at++)
            {
                var step = new Step(node, tokens[at]);
                if (!followers.TryGetValue(step, out node))
                {
                    node = followers.Count + 1;
                    followers.Add(step, node);
                }

                if (at >= first)
                {
                    numbers.TryAdd(node, numbers.Count);
                    cases[(row * data.CasesPerRow) + at - first] = numbers[node];
                }
            }
        }

        return cases;
    }

    private readonly record struct Step(int Before, double Token);
}
