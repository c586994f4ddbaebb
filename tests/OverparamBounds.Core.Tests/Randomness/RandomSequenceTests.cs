using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Core.Tests.Randomness;

/// <summary>
/// Draws against their distributions. Seeds are fixed, so a test that passes once always does; limits lie about five
/// standard deviations out, so that a sound generator passes whatever the seed (chance of a false alarm below 1e-6).
/// </summary>
public sealed class RandomSequenceTests
{
    private const int Draws = 200_000;

    [Theory]
    [InlineData("ob1|xor|mlp1|adam|8|0", 481268973788974542ul)]
    [InlineData("ob1|xor|mlp1|adam|8|1", 7511935175962885101ul)]
    [InlineData("ob1|xor|mlp1|adam|16|0", 13642469345085807426ul)]
    public void A_key_is_the_start_of_the_hash_of_its_text(string text, ulong key)
    {
        Assert.Equal(key, RandomSequence.KeyOf(text));
    }

    [Fact]
    public void Words_come_block_by_block_from_the_stream_of_the_purpose()
    {
        foreach (var purpose in Enum.GetValues<RandomPurpose>())
        {
            var random = new RandomSequence(key: 42, purpose);

            for (ulong block = 0; block < 5; block++)
            {
                var (a, b, c, d) = Philox.Block(42, (ulong)purpose, block);
                Assert.Equal([a, b, c, d], new[] { random.NextWord(), random.NextWord(), random.NextWord(), random.NextWord() });
            }
        }
    }

    [Fact]
    public void Purposes_keep_their_numbers()
    {
        Assert.Equal(
            [(RandomPurpose.Data, 0), (RandomPurpose.Labels, 1), (RandomPurpose.Initialisation, 2), (RandomPurpose.Order, 3), (RandomPurpose.Noise, 4), (RandomPurpose.Simulation, 5)],
            Enum.GetValues<RandomPurpose>().Select(purpose => (purpose, (int)purpose)));
    }

    [Fact]
    public void The_same_key_and_purpose_give_the_same_draws()
    {
        RandomSequence one = Sequence("again"), other = Sequence("again");

        for (var draw = 0; draw < 100; draw++)
        {
            Assert.Equal(one.NextNormal(), other.NextNormal());
            Assert.Equal(one.NextUniform(), other.NextUniform());
            Assert.Equal(one.NextIndex(1 + draw), other.NextIndex(1 + draw));
            Assert.Equal(one.NextPermutation(5), other.NextPermutation(5));
        }
    }

    [Fact]
    public void Purposes_and_keys_are_sequences_of_their_own()
    {
        var sequences = Enum.GetValues<RandomPurpose>().Select(purpose => new RandomSequence(7, purpose))
            .Append(new RandomSequence(8, RandomPurpose.Data))
            .Select(random => Enumerable.Range(0, Draws).Select(_ => random.NextUniform() - 0.5).ToArray())
            .ToList();

        for (var i = 0; i < sequences.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                // The correlation of independent sequences has deviation 1/sqrt(draws).
                var correlation = 12 * sequences[i].Zip(sequences[j], (x, y) => x * y).Average();
                Assert.InRange(correlation, -5 / Math.Sqrt(Draws), 5 / Math.Sqrt(Draws));
            }
        }
    }

    [Fact]
    public void Uniform_draws_lie_in_the_unit_interval_on_multiples_of_its_last_bit()
    {
        var random = Sequence("unit");

        for (var draw = 0; draw < Draws; draw++)
        {
            var value = random.NextUniform();
            Assert.InRange(value, 0, 1 - Math.ScaleB(1, -53));
            Assert.Equal(Math.ScaleB(value, 53), Math.Floor(Math.ScaleB(value, 53)));
        }
    }

    [Fact]
    public void Uniform_draws_have_the_moments_and_the_evenness_of_the_uniform_distribution()
    {
        var random = Sequence("uniform");
        var values = Enumerable.Range(0, Draws).Select(_ => random.NextUniform()).ToArray();

        // E x^k = 1/(k+1), Var x^k = 1/(2k+1) - 1/(k+1)^2.
        for (var k = 1; k <= 4; k++)
        {
            var deviation = Math.Sqrt(((1.0 / ((2 * k) + 1)) - Math.Pow(k + 1, -2)) / Draws);
            Assert.InRange(values.Average(value => Math.Pow(value, k)), (1.0 / (k + 1)) - (5 * deviation), (1.0 / (k + 1)) + (5 * deviation));
        }

        AssertEven(values.Select(value => (int)(value * 256)), cells: 256);
        AssertEven(values.Select(value => (int)(value * 65_536 * 256) % 256), cells: 256);
        AssertEven(values.Chunk(2).Select(pair => ((int)(pair[0] * 16) * 16) + (int)(pair[1] * 16)), cells: 256);
    }

    [Fact]
    public void Uniform_draws_stretch_to_any_interval()
    {
        RandomSequence unit = Sequence("stretch"), stretched = Sequence("stretch");

        for (var draw = 0; draw < 1000; draw++)
        {
            Assert.Equal(-3 + (5 * unit.NextUniform()), stretched.NextUniform(-3, 2));
        }
    }

    [Fact]
    public void Normal_draws_have_the_moments_of_the_normal_distribution()
    {
        var random = Sequence("normal");
        var values = Enumerable.Range(0, Draws).Select(_ => random.NextNormal()).ToArray();

        // E x^k and Var x^k of the standard normal: 0, 1, 0, 3 and 1, 2, 15, 96.
        foreach (var (power, mean, variance) in new[] { (1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0) })
        {
            var deviation = Math.Sqrt(variance / Draws);
            Assert.InRange(values.Average(value => Math.Pow(value, power)), mean - (5 * deviation), mean + (5 * deviation));
        }
    }

    [Fact]
    public void Normal_draws_follow_the_normal_distribution_function()
    {
        var random = Sequence("kolmogorov");
        var values = Enumerable.Range(0, Draws).Select(_ => random.NextNormal()).Order().ToArray();

        var distance = values
            .Select((value, rank) => (rank, probability: (1 + ScalarNetwork.Value(ActivationKind.Erf, value / Math.Sqrt(2))) / 2))
            .Max(pair => Math.Max(pair.probability - ((double)pair.rank / Draws), ((pair.rank + 1.0) / Draws) - pair.probability));

        // Kolmogorov: P(sqrt(n) D > 2.7) = 2 exp(-2 * 2.7^2) < 1e-6.
        Assert.InRange(distance * Math.Sqrt(Draws), 0, 2.7);
    }

    [Fact]
    public void The_two_normals_of_a_pair_are_uncorrelated_and_so_are_their_squares()
    {
        var random = Sequence("pairs");
        var pairs = Enumerable.Range(0, Draws).Select(_ => (X: random.NextNormal(), Y: random.NextNormal())).ToArray();

        // E xy = 0 with variance 1; E (x^2-1)(y^2-1) = 0 with variance 4.
        Assert.InRange(pairs.Average(pair => pair.X * pair.Y), -5 / Math.Sqrt(Draws), 5 / Math.Sqrt(Draws));
        Assert.InRange(pairs.Average(pair => ((pair.X * pair.X) - 1) * ((pair.Y * pair.Y) - 1)), -10 / Math.Sqrt(Draws), 10 / Math.Sqrt(Draws));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1000)]
    public void Indices_are_even(int count)
    {
        var random = Sequence($"indices {count}");

        AssertEven(Enumerable.Range(0, Draws).Select(_ => random.NextIndex(count)), count);
    }

    [Fact]
    public void Indices_of_a_count_beyond_half_of_all_words_are_even_too()
    {
        // Without rejection the low and high thirds of 3 * 2^29 indices out of 2^32 words would differ by half.
        const int Count = 3 << 29;
        var random = Sequence("large");

        AssertEven(Enumerable.Range(0, Draws).Select(_ => (int)(random.NextIndex(Count) / (double)Count * 96)), cells: 96);
        AssertEven(Enumerable.Range(0, Draws).Select(_ => random.NextIndex(Count) % 3), cells: 3);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void An_index_of_nothing_is_refused(int count)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Sequence("none").NextIndex(count));
    }

    [Fact]
    public void All_orders_of_a_permutation_are_equally_likely()
    {
        var random = Sequence("orders");

        AssertEven(Enumerable.Range(0, 48_000).Select(_ => Rank(random.NextPermutation(4))), cells: 24);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void A_permutation_holds_each_index_once(int count)
    {
        Assert.Equal(Enumerable.Range(0, count), Sequence("permutation").NextPermutation(count).Order());
    }

    private static RandomSequence Sequence(string name) => new(RandomSequence.KeyOf(name), RandomPurpose.Simulation);

    /// <summary>
    /// Pearson's statistic has mean cells - 1 and variance 2 (cells - 1). Five and a half deviations above leave room for
    /// the skew of few cells; five below would be too even to be random.
    /// </summary>
    private static void AssertEven(IEnumerable<int> values, int cells)
    {
        var counts = new int[cells];
        foreach (var value in values)
        {
            counts[value]++;
        }

        var expected = counts.Sum() / (double)cells;
        var statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        var freedom = cells - 1;
        Assert.InRange(statistic, Math.Max(0, freedom - (5 * Math.Sqrt(2.0 * freedom))), freedom + (5.5 * Math.Sqrt(2.0 * freedom)) + 15);
    }

    /// <summary>Place of a permutation of 0..3 among all 24.</summary>
    private static int Rank(int[] order)
    {
        var rank = 0;
        for (var i = 0; i < order.Length; i++)
        {
            rank = (rank * (order.Length - i)) + order[(i + 1)..].Count(later => later < order[i]);
        }

        return rank;
    }
}
