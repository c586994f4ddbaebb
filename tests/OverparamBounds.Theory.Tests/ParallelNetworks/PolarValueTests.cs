using OverparamBounds.Theory.ParallelNetworks;

namespace OverparamBounds.Theory.Tests.ParallelNetworks;

/// <summary>The polar value; the slopes G stand where a problem keeps its targets.</summary>
public class PolarValueTests
{
    private static readonly PolarOptions Bounded = new() { MostPatterns = 0 };

    [Fact]
    public void Three_angles_have_their_known_value_and_direction()
    {
        var rows = Examples.OnCircle(0, 40, 100).SelectMany(row => row).ToArray();

        var polar = ParallelExamples.Polar(rows, [1, -1, 0.5], 3);

        // Printed to twelve digits; the row at 40 degrees is exactly at right angles to the direction.
        Assert.Equal(0.642787609687, polar.Lower, 1e-12);
        Assert.Equal(polar.Lower, polar.Upper);
        Assert.True(polar.IsExact);
        Assert.Equal(310, (Math.Atan2(polar.Direction[1], polar.Direction[0]) * 180 / Math.PI) + 360, 1e-9);
    }

    [Theory]
    [InlineData(1, 5, 1)]
    [InlineData(2, 12, 1)]
    [InlineData(3, 40, 1)]
    [InlineData(4, 5, 2)]
    [InlineData(5, 12, 3)]
    [InlineData(6, 40, 2)]
    public void In_the_plane_it_is_what_dense_sampling_of_the_angle_tends_to(int seed, int samples, int outputs)
    {
        const int Angles = 100_000;
        var problem = ParallelExamples.Random((ulong)seed, samples, 2, outputs);

        var polar = ParallelExamples.Polar(problem);
        var sampled = Enumerable.Range(0, Angles)
            .Max(at => ParallelExamples.Answer(problem, [Math.Cos(2 * Math.PI * at / Angles), Math.Sin(2 * Math.PI * at / Angles)]));

        // The answer changes by at most the sum of ||g_i|| ||x_i|| a radian, and half a step is pi / Angles.
        var steepest = Enumerable.Range(0, samples).Sum(row =>
            ParallelExamples.Norm(problem.Targets.Skip(row * outputs).Take(outputs)) * ParallelExamples.Norm(problem.Inputs.Skip(2 * row).Take(2)));
        Assert.InRange(polar.Lower, sampled - 1e-12, sampled + (steepest * Math.PI / Angles));
        Assert.True(polar.IsExact);
    }

    [Theory]
    [InlineData(1, 6, 1)]
    [InlineData(2, 9, 2)]
    [InlineData(3, 12, 1)]
    public void The_sweep_of_the_plane_agrees_with_the_enumeration_in_space(int seed, int samples, int outputs)
    {
        var flat = ParallelExamples.Random((ulong)seed, samples, 2, outputs);

        // A third column, and a row along it that only answers with 1e-9: rank 3, all but the same value.
        double[] inputs = [.. Enumerable.Range(0, samples).SelectMany(row => new[] { flat.Inputs[2 * row], flat.Inputs[(2 * row) + 1], 0 }), 0, 0, 1];
        double[] slopes = [.. flat.Targets, .. Enumerable.Repeat(1e-9, outputs)];
        var swept = ParallelExamples.Polar(flat);
        var enumerated = ParallelExamples.Polar(inputs, slopes, samples + 1);

        Assert.Contains("sweep", swept.Method, StringComparison.Ordinal);
        Assert.Contains("hyperplanes in 3 dimensions", enumerated.Method, StringComparison.Ordinal);
        Assert.Equal(swept.Lower, enumerated.Lower, 1e-8);
    }

    [Theory]
    [InlineData(11, 6, 3, 1)]
    [InlineData(12, 10, 3, 1)]
    [InlineData(13, 8, 4, 1)]
    [InlineData(14, 10, 4, 1)]
    [InlineData(15, 6, 3, 2)]
    [InlineData(16, 10, 3, 3)]
    [InlineData(17, 8, 4, 2)]
    [InlineData(18, 7, 5, 1)]
    [InlineData(19, 4, 9, 2)]
    public void Enumeration_agrees_with_the_best_of_many_ascents_and_lies_between_its_bounds(int seed, int samples, int features, int outputs)
    {
        var problem = ParallelExamples.Random((ulong)seed, samples, features, outputs);

        var exact = ParallelExamples.Polar(problem);
        var bounded = ParallelExamples.Polar(problem, Bounded with { Starts = 500 });

        // Both end in the same maximum, each within rounding of it.
        Assert.True(exact.IsExact);
        Assert.False(bounded.IsExact);
        Assert.Equal(exact.Lower, bounded.Lower, 1e-10);
        Assert.True(exact.Lower <= bounded.Upper);
    }

    [Theory]
    [InlineData(21, 8, 3, 1)]
    [InlineData(22, 8, 3, 2)]
    [InlineData(23, 10, 4, 1)]
    [InlineData(24, 30, 2, 2)]
    public void No_sampled_direction_answers_more_and_its_own_direction_answers_as_much(int seed, int samples, int features, int outputs)
    {
        var problem = ParallelExamples.Random((ulong)seed, samples, features, outputs);

        var polar = ParallelExamples.Polar(problem);
        var sampled = ParallelExamples.Normal((ulong)seed, 5_000 * features).Chunk(features)
            .Max(direction => ParallelExamples.Answer(problem, direction) / ParallelExamples.Norm(direction));

        Assert.True(sampled <= polar.Lower);
        Assert.Equal(1, ParallelExamples.Norm(polar.Direction), 1e-14);
        Assert.Equal(polar.Lower, ParallelExamples.Answer(problem, polar.Direction), 1e-13 * polar.Lower);
    }

    [Theory]
    [InlineData(31, 7, 2, 1, false)]
    [InlineData(32, 8, 3, 1, false)]
    [InlineData(33, 8, 3, 2, false)]
    [InlineData(34, 30, 6, 1, true)]
    public void It_scales_with_inputs_and_slopes_and_does_not_see_a_rotation(int seed, int samples, int features, int outputs, bool isBounded)
    {
        var options = isBounded ? Bounded : new PolarOptions();
        var problem = ParallelExamples.Random((ulong)seed, samples, features, outputs);
        var (sine, cosine) = Math.SinCos(0.7);
        double[] rotated =
        [
            .. problem.Inputs.Chunk(features).SelectMany(row => row.Select((value, column) => column switch
            {
                0 => (cosine * value) - (sine * row[1]),
                1 => (sine * row[0]) + (cosine * value),
                _ => value,
            })),
        ];

        var polar = ParallelExamples.Polar(problem, options);
        var scaled = ParallelExamples.Polar(
            [.. problem.Inputs.Select(value => 3 * value)], [.. problem.Targets.Select(value => 5 * value)], samples, options);
        var turned = ParallelExamples.Polar(rotated, problem.Targets, samples, options);

        // Fifteen digits are kept by rounding; the ascent's random starts turn with the rotation only when they find the same maximum.
        Assert.Equal(15 * polar.Lower, scaled.Lower, 1e-11 * scaled.Lower);
        Assert.Equal(15 * polar.Upper, scaled.Upper, 1e-11 * scaled.Upper);
        Assert.Equal(polar.Upper, turned.Upper, 1e-11 * polar.Upper);
        Assert.Equal(polar.Lower, turned.Lower, 1e-11 * polar.Lower);
    }

    [Theory]
    [InlineData(41, 100, 10, 1)]
    [InlineData(42, 60, 8, 3)]
    [InlineData(43, 200, 5, 1)]
    public void Too_many_patterns_leave_an_interval_that_says_why(int seed, int samples, int features, int outputs)
    {
        var problem = ParallelExamples.Random((ulong)seed, samples, features, outputs);

        var polar = ParallelExamples.Polar(problem);

        Assert.False(polar.IsExact);
        Assert.InRange(polar.Lower, 0.1 * polar.Upper, polar.Upper);
        Assert.StartsWith("Bounded", polar.Method, StringComparison.Ordinal);
        Assert.Equal(polar.Lower, ParallelExamples.Answer(problem, polar.Direction), 1e-12 * polar.Lower);
    }

    [Fact]
    public void On_a_line_two_directions_are_asked()
    {
        var polar = ParallelExamples.Polar([2, 1, -4], [1, -5, 0.5], 3);

        // To the right 2 - 5, to the left 2.
        Assert.Equal(3, polar.Lower, 1e-14);
        Assert.Equal([1], polar.Direction);
    }

    [Fact]
    public void Slopes_of_one_sign_are_best_met_inside_a_cell()
    {
        // All four rows within 60 degrees, so one direction activates all of them: the norm of their sum.
        var rows = Examples.OnCircle(0, 20, 45, 60);

        var polar = ParallelExamples.Polar([.. rows.SelectMany(row => row)], [1, 1, 1, 1], 4);

        Assert.Equal(ParallelExamples.Norm([rows.Sum(row => row[0]), rows.Sum(row => row[1])]), polar.Lower, 1e-14);
    }

    [Fact]
    public void Equal_opposite_and_zero_rows_do_no_harm()
    {
        double[] inputs = [1, 0, 0, 1, 0, 0, -2, 0, 0, 0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 1, 1];
        double[] slopes = [1, 0.5, 0.4, -1, 0.3, 0.8, 7, -0.2];

        var exact = ParallelExamples.Polar(inputs, slopes, 8);
        var bounded = ParallelExamples.Polar(inputs, slopes, 8, Bounded with { Starts = 500 });

        Assert.True(exact.IsExact);
        Assert.Equal(exact.Lower, bounded.Lower, 1e-10);
    }

    [Fact]
    public void Without_slopes_every_unit_answers_with_zero()
    {
        var polar = ParallelExamples.Polar([1, 2, 3, 4], [0, 0], 2);

        Assert.Equal(0, polar.Upper);
        Assert.True(polar.IsExact);
    }
}
