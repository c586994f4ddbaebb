using System.Numerics;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Theory.Exact;
using OverparamBounds.Theory.Tests.Patterns;

namespace OverparamBounds.Theory.Tests.Exact;

public class MinimalReluWidthTests
{
    /// <summary>Leaves the finding to the enumeration.</summary>
    private static readonly MinimalReluOptions Enumerated = new() { Starts = 0 };

    [Theory]
    [InlineData(1, 1, ReluFit.Signs)]
    [InlineData(1, 1, ReluFit.Exact)]
    [InlineData(2, 2, ReluFit.Signs)]
    [InlineData(2, 2, ReluFit.Exact)]
    [InlineData(3, 3, ReluFit.Signs)]
    [InlineData(3, 3, ReluFit.Exact)]
    [InlineData(4, 3, ReluFit.Signs)]
    [InlineData(4, 3, ReluFit.Exact)]
    public void Parity_needs_its_known_number_of_units(int columns, int expected, ReluFit fit)
    {
        var dataset = Parity(columns);

        var answer = Find(dataset, new() { Fit = fit });

        AssertExact(expected, answer);
        AssertFits(dataset, fit, answer);
        Assert.All(answer.Widths.SkipLast(1), width => Assert.True(width.IsExcluded));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void The_enumeration_alone_finds_parity_too(int columns)
    {
        foreach (var fit in new[] { ReluFit.Signs, ReluFit.Exact })
        {
            var dataset = Parity(columns);

            var answer = Find(dataset, Enumerated with { Fit = fit });

            AssertExact(columns, answer);
            AssertFits(dataset, fit, answer);
        }
    }

    [Fact]
    public void Parity_without_its_symmetry_needs_as_many_units()
    {
        // A shear takes the corners to rows that signed permutations of the columns do not keep.
        var dataset = Mapped(Parity(3), row => [(2 * row[0]) + (0.3 * row[1]) + 5, row[1] - (0.7 * row[2]), (0.01 * row[2]) + (0.002 * row[0])]);

        AssertExact(3, Find(dataset, new() { Fit = ReluFit.Exact }));
        AssertExact(3, Find(dataset, new()));
    }

    [Fact]
    public void One_label_needs_no_units_and_separable_labels_need_one()
    {
        var rows = ActivationPatternsTests.Cube(3);
        int[] and = [.. rows.Select(row => row.All(value => value > 0) ? 1 : 0)];
        int[] majority = [.. rows.Select(row => row.Sum() > 0 ? 1 : 0)];

        AssertExact(0, Find(Examples.Classified(rows, new int[8]), new()));
        AssertExact(0, Find(Examples.Regression(rows, [.. Enumerable.Repeat(7.0, 8)]), new() { Fit = ReluFit.Exact }));
        AssertExact(0, Find(Examples.Classified([[3, 4]], [1]), new()));
        AssertExact(0, Find(Examples.Classified(Examples.Gaussian(1, 100, 2), new int[100]), new()));
        AssertExact(1, Find(Examples.Classified(rows, and), new()));
        AssertExact(1, Find(Examples.Classified(rows, majority), new()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void One_unit_and_affine_functions_are_recognised(int sign)
    {
        var rows = Examples.Gaussian(1, 12, 2);
        double[] hinge = [.. rows.Select(row => 3 + (sign * Math.Max(0, row[0] - (2 * row[1]) + 0.1)))];
        double[] affine = [.. rows.Select(row => sign * (row[0] - (2 * row[1])))];

        AssertExact(1, Find(Examples.Regression(rows, hinge), new() { Fit = ReluFit.Exact }));
        AssertExact(1, Find(Examples.Regression(rows, affine), new() { Fit = ReluFit.Exact }));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Two_planted_units_are_found_and_one_is_excluded(int seed)
    {
        var rows = Examples.Gaussian((ulong)seed, 12, 2);
        double[] targets = [.. rows.Select(row => Math.Max(0, row[0] + (0.4 * row[1])) - (2 * Math.Max(0, row[1] - row[0] + 0.2)))];
        var dataset = Examples.Regression(rows, targets);

        var answer = Find(dataset, Enumerated with { Fit = ReluFit.Exact });

        AssertExact(2, answer);
        AssertFits(dataset, ReluFit.Exact, answer);
    }

    [Theory]
    [InlineData("+-", 1)]
    [InlineData("+-+", 2)]
    [InlineData("+-+-", 3)]
    [InlineData("+-+-+", 3)]
    [InlineData("+-+-+-", 4)]
    [InlineData("+-+-+-+", 5)]
    [InlineData("++--+", 2)]
    [InlineData("-++-+-", 3)]
    public void On_a_line_units_follow_from_sign_changes(string signs, int expected)
    {
        // With m kinks f has m + 1 slopes s_0, s_1, …, of alternating signs if it is to change sign m + 1 times. Units
        // that look left make s_0 minus the sum of their kinks. For up to two kinks that makes a slope 0, or two of
        // unequal sign equal; three kinks leave s_2 = s_3 + s_0. So s changes need s units up to three, then s - 1.
        var draws = new RandomSequence(3, RandomPurpose.Simulation);
        var place = 0.0;
        double[][] rows = [.. signs.Select(_ => new[] { place += draws.NextUniform(0.2, 1) })];
        var dataset = Examples.Classified(rows, [.. signs.Select(sign => sign == '+' ? 1 : 0)]);

        foreach (var options in new[] { new(), Enumerated })
        {
            var answer = Find(dataset, options);

            AssertExact(expected, answer);
            AssertFits(dataset, ReluFit.Signs, answer);
        }
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(2, 6, 1)]
    [InlineData(3, 5, 2)]
    [InlineData(4, 6, 2)]
    [InlineData(5, 6, 2)]
    [InlineData(6, 6, 3)]
    public void Leaving_out_what_is_alike_changes_no_answer_on_random_rows(int seed, int samples, int features)
    {
        var rows = Examples.Gaussian((ulong)seed, samples, features);
        int[] labels = [0, 1, .. Labels((ulong)seed, samples - 2)];

        AssertLikeBruteForce(Examples.Classified(rows, labels));
    }

    [Theory]
    [InlineData("010101")]
    [InlineData("010110")]
    [InlineData("100001")]
    [InlineData("011110")]
    public void Nor_on_a_grid_with_its_symmetries(string labels)
    {
        double[][] grid = [[0, 0], [1, 0], [2, 0], [0, 1], [1, 1], [2, 1]];

        AssertLikeBruteForce(Examples.Classified(grid, [.. labels.Select(label => label - '0')]));
    }

    [Theory]
    [InlineData(1, 7, 1)]
    [InlineData(2, 8, 2)]
    public void Generic_real_targets_need_as_many_numbers_as_there_are_rows(int seed, int samples, int features)
    {
        var dataset = Examples.Regression(
            Examples.Gaussian((ulong)seed, samples, features),
            [.. Examples.Gaussian((ulong)seed + 50, samples, 1).Select(row => row[0])]);

        var answer = Find(dataset, new() { Fit = ReluFit.Exact });

        // (d + 1) m + 1 numbers that the outputs depend on, once units are scaled.
        Assert.InRange(answer.Least, (samples - 1) / (double)(features + 1), answer.Fits!.Width);
        AssertFits(dataset, ReluFit.Exact, answer);
    }

    [Fact]
    public void So_many_labelings_are_fitted_at_most_as_their_count_allows()
    {
        double[][] line = [[0], [1], [2.5], [3], [4.2], [6]];
        var widths = Enumerable.Range(0, 64)
            .Select(bits => Find(Examples.Classified(line, [.. Enumerable.Range(0, 6).Select(row => (bits >> row) & 1)]), new()))
            .Select(answer => answer.IsExact ? answer.Least : throw new InvalidOperationException(answer.Reason))
            .ToList();

        // Patterns of m units, times the sign vectors of the 2 m + 1 numbers that f is linear in.
        for (var width = 0; width <= 4; width++)
        {
            var count = BigInteger.Pow(CoverCount.Exact(6, 2), width) * CoverCount.Exact(6, (2 * width) + 1);
            Assert.True(widths.Count(least => least <= width) <= count);
        }

        Assert.Equal(2, widths.Count(least => least == 0));
        Assert.Equal(4, widths.Max());
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Fewer_rows_never_need_more_units(int seed)
    {
        var rows = Examples.Gaussian((ulong)seed, 9, 2);
        var labels = Labels((ulong)seed, 9);
        var before = 0;
        for (var samples = 2; samples <= 9; samples++)
        {
            var answer = Find(Examples.Classified(rows[..samples], labels[..samples]), new());

            Assert.True(answer.IsExact);
            Assert.InRange(answer.Least, before, samples);
            before = answer.Least;
        }

        Assert.InRange(before, 2, 8);
    }

    [Theory]
    [InlineData(1, ReluFit.Signs)]
    [InlineData(2, ReluFit.Signs)]
    [InlineData(3, ReluFit.Exact)]
    public void Affine_maps_of_the_inputs_and_repeated_rows_change_nothing(int seed, ReluFit fit)
    {
        var rows = Examples.Gaussian((ulong)seed, 7, 2);
        var dataset = Examples.Classified(rows, Labels((ulong)seed, 7));
        var expected = Find(dataset, new() { Fit = fit });

        var mapped = Mapped(dataset, row => [(1e-4 * row[0]) + (3e-4 * row[1]) - 1, (2 * row[0]) - row[1] + 30]);
        var repeated = Examples.Classified([.. rows, rows[2], rows[5]], [.. dataset.Labels!, dataset.Labels![2], dataset.Labels![5]]);

        Assert.True(expected.IsExact);
        AssertExact(expected.Least, Find(mapped, new() { Fit = fit }));
        AssertExact(expected.Least, Find(repeated, new() { Fit = fit }));
    }

    [Fact]
    public void An_exact_fit_needs_no_fewer_units_than_the_signs()
    {
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var dataset = Examples.Classified(Examples.Gaussian(seed, 7, 2), [0, 1, .. Labels(seed, 5)]);
            var (signs, exact) = (Find(dataset, new()), Find(dataset, new() { Fit = ReluFit.Exact }));

            Assert.True(signs.IsExact);
            Assert.InRange(exact.Least, signs.Least, 6);
        }
    }

    [Fact]
    public void Limits_leave_what_is_proved_and_a_network_and_say_which_limit()
    {
        var dataset = Parity(3);

        foreach (var (options, limit) in new (MinimalReluOptions, string)[]
        {
            (new() { MostPatterns = 103 }, "more than 103 on/off patterns"),
            (new() { MostPrograms = 5 }, "more than 5 linear programs"),
            (new() { MostCombinations = 20 }, "more than 20 combinations"),
        })
        {
            var answer = Find(dataset, options);

            Assert.Equal(2, answer.Least);
            Assert.False(answer.IsExact);
            Assert.Contains(limit, answer.Reason, StringComparison.Ordinal);
            AssertFits(dataset, ReluFit.Signs, answer);
        }
    }

    [Fact]
    public void Where_nothing_is_searched_one_unit_a_row_is_left()
    {
        var answer = Find(Parity(3), new() { MostPatterns = 1, Starts = 0, Fit = ReluFit.Exact });

        Assert.Equal(8, answer.Fits!.Width);
        AssertFits(Parity(3), ReluFit.Exact, answer);
    }

    [Fact]
    public void Questions_without_an_answer_get_a_reason()
    {
        var rows = Examples.Gaussian(1, 6, 2);

        AssertUnknown("one output", Examples.Classified(rows, [0, 1, 2, 0, 1, 2]), new());
        AssertUnknown("no signs", Examples.Regression(rows), new());
        AssertUnknown("no network", Examples.Classified([[1], [1], [2]], [0, 1, 1]), new());
    }

    [Fact]
    public void More_rows_than_can_be_gone_through_are_bounded_by_separability_and_one_unit_a_row()
    {
        var rows = Examples.Gaussian(2, 100, 2);
        var dataset = Examples.Classified(rows, Labels(2, 100));

        var answer = Find(dataset, new());

        Assert.Equal(2, answer.Least);
        Assert.Equal(100, answer.Fits!.Width);
        Assert.Contains("64", answer.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1e-9)]
    [InlineData(1e-17)]
    public void Rows_too_close_for_the_programs_exclude_nothing(double distance)
    {
        var dataset = Examples.Classified([[0, 0], [distance, 0], [1, 1], [-1, 3]], [0, 1, 0, 1]);

        var answer = Find(dataset, new());

        Assert.Equal(1, answer.Least);
        Assert.Contains("too close", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_search_stops() =>
        Assert.Throws<OperationCanceledException>(() => MinimalReluWidth.Find(Parity(3), new(), new(canceled: true)));

    private static void AssertUnknown(string reason, Dataset dataset, MinimalReluOptions options)
    {
        var answer = Find(dataset, options);

        Assert.Null(answer.Fits);
        Assert.Equal(0, answer.Least);
        Assert.Contains(reason, answer.Reason, StringComparison.Ordinal);
    }

    private static void AssertLikeBruteForce(Dataset dataset)
    {
        foreach (var fit in new[] { ReluFit.Signs, ReluFit.Exact })
        {
            var answer = Find(dataset, Enumerated with { Fit = fit });

            AssertExact(BruteForceReluWidth.Of(dataset, fit), answer);
            AssertFits(dataset, fit, answer);
        }
    }

    private static void AssertExact(int expected, MinimalReluAnswer answer)
    {
        Assert.Null(answer.Reason);
        Assert.True(answer.IsExact);
        Assert.Equal(expected, answer.Least);
    }

    /// <summary>As a trained network would be judged.</summary>
    private static void AssertFits(Dataset dataset, ReluFit fit, MinimalReluAnswer answer)
    {
        var rule = fit == ReluFit.Exact ? Examples.SquaredError : Examples.Z1 with { MaxMeanCrossEntropy = double.PositiveInfinity };
        Assert.True(answer.Fits!.Satisfies(dataset, rule, TestContext.Current.CancellationToken));
        Assert.Equal((answer.Fits.Width * (dataset.Features + 2)) + 1, answer.Fits.Parameters.Length);
    }

    private static Dataset Parity(int columns)
    {
        var rows = ActivationPatternsTests.Cube(columns);
        return Examples.Classified(rows, [.. rows.Select((_, at) => BitOperations.PopCount((uint)at) % 2)]);
    }

    private static Dataset Mapped(Dataset dataset, Func<double[], double[]> map) =>
        dataset with { Inputs = [.. dataset.Inputs.Chunk(dataset.Features).SelectMany(map)] };

    private static int[] Labels(ulong seed, int samples)
    {
        var draws = new RandomSequence(seed, RandomPurpose.Labels);
        return [.. Enumerable.Range(0, samples).Select(_ => draws.NextIndex(2))];
    }

    private static MinimalReluAnswer Find(Dataset dataset, MinimalReluOptions options) =>
        MinimalReluWidth.Find(dataset, options, TestContext.Current.CancellationToken);
}
