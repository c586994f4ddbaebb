namespace OverparamBounds.Tasks.Tests.Synthetic;

public sealed class ModularAdditionTests
{
    [Theory]
    [InlineData(7)]
    [InlineData(23)]
    public void Three_hidden_units_fit_addition_with_margin_one(int p)
    {
        var data = TaskLoader.Load($"modadd({p})").Data;

        Assert.Equal(p * p, data.Samples);
        for (var row = 0; row < data.Samples; row++)
        {
            // First layer: all units read s = a + b, so weight j of either block is j. Second layer: z = s mod p.
            var sum = data.Row(row).ToArray().Select((value, column) => value * (column % p)).Sum();
            var z = Relu(sum) - (p * Relu(sum - p + 1)) + (p * Relu(sum - p));
            var logits = Enumerable.Range(0, p).Select(c => (2 * c * z) - (c * c)).ToList();
            var best = logits.IndexOf(logits.Max());
            Assert.Equal(data.Labels![row], best);
            Assert.Equal(1, logits[best] - logits.Where((_, c) => c != best).Max(), 1e-9);
        }
    }

    [Theory]
    [InlineData("+")]
    [InlineData("-")]
    [InlineData("x")]
    public void Every_pair_occurs_once_with_its_label(string op)
    {
        var data = TaskLoader.Load($"modadd(5,{op})").Data;

        var pairs = Enumerable.Range(0, 25).Select(row => Pair(data.Row(row).ToArray(), 5)).ToList();
        Assert.Equal(25, pairs.Distinct().Count());
        for (var row = 0; row < 25; row++)
        {
            var (a, b) = pairs[row];
            var value = op switch { "+" => a + b, "-" => a - b, _ => a * b };
            Assert.Equal(0, (value - data.Labels![row]) % 5);
        }
    }

    [Theory]
    [InlineData(0.3, 30)]
    [InlineData(0.301, 31)]
    [InlineData(0.001, 1)]
    [InlineData(1.0, 100)]
    public void The_share_of_pairs_is_rounded_up(double alpha, int rows)
    {
        if (rows == 1)
        {
            Assert.Contains("one class", Assert.Throws<Core.Specs.RequestException>(() => TaskLoader.Load($"modadd(10,+,{alpha})")).Message, StringComparison.Ordinal);
            return;
        }

        Assert.Equal(rows, TaskLoader.Load($"modadd(10,+,{alpha})").Data.Samples);
    }

    [Fact]
    public void A_smaller_share_is_the_beginning_of_the_permutation()
    {
        var data = TaskLoader.Load("modadd(11,-,0.4,seed=3)").Data;

        Assert.Equal(49, data.Samples);
        Assert.Equal(49, Enumerable.Range(0, 49).Select(row => Pair(data.Row(row).ToArray(), 11)).Distinct().Count());
    }

    private static (int A, int B) Pair(double[] row, int p)
    {
        Assert.Equal(2, row.Sum());
        return (Array.IndexOf(row, 1.0), Array.LastIndexOf(row, 1.0) - p);
    }

    private static double Relu(double z) => Math.Max(0, z);
}
