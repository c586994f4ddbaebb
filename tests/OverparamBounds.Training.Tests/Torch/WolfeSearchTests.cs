using OverparamBounds.Training.Torch;

namespace OverparamBounds.Training.Tests.Torch;

public sealed class WolfeSearchTests
{
    private static readonly WolfeConditions Usual = new(1e-4, 0.9, 20);

    private static readonly WolfeConditions Strict = new(1e-4, 1e-3, 60);

    /// <summary>A loss along a line, its slope, and a first step.</summary>
    public static TheoryData<string, double> Cases => new()
    {
        { "parabola", 1e-3 }, { "parabola", 1 }, { "parabola", 1e4 },
        { "quartic", 0.01 }, { "quartic", 30 },
        { "wall", 0.5 }, { "wall", 100 },
        { "waves", 0.1 }, { "waves", 3 }, { "waves", 50 },
        { "logistic", 1 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_search_ends_where_both_conditions_hold(string name, double first)
    {
        foreach (var conditions in new[] { Usual, Strict })
        {
            var (loss, slope) = Line(name);
            var search = Run(name, first, conditions);

            Assert.True(search.Step > 0);
            Assert.True(loss(search.Step) <= loss(0) + (conditions.SufficientDecrease * search.Step * slope(0)));
            Assert.True(Math.Abs(slope(search.Step)) <= conditions.Curvature * Math.Abs(slope(0)), $"{name} from {first}: {search.Step}");
        }
    }

    [Fact]
    public void The_second_step_on_a_parabola_is_its_minimum()
    {
        var (loss, slope) = Line("parabola");
        var search = new WolfeSearch(loss(0), slope(0), 1, Strict);

        search.Take(loss(1), slope(1));

        // The cubic through a parabola is the parabola; its minimum is at 2.
        Assert.Equal(2, search.Step, 1e-12);
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    [InlineData(double.NaN)]
    public void Against_no_slope_there_is_no_step(double slope)
    {
        var search = new WolfeSearch(1, slope, 1, Usual);

        Assert.True(search.IsOver);
        Assert.Equal(0, search.Step);
    }

    [Fact]
    public void A_line_that_only_rises_ends_without_a_step_when_the_evaluations_are_used_up()
    {
        // The slope at 0 lies: every step is higher.
        var search = new WolfeSearch(0, -1, 1, Usual);
        var evaluations = 0;

        for (; !search.IsOver; evaluations++)
        {
            search.Take(1 + search.Step, 1);
        }

        Assert.Equal(0, search.Step);
        Assert.InRange(evaluations, 1, Usual.Evaluations);
    }

    private static WolfeSearch Run(string name, double first, WolfeConditions conditions)
    {
        var (loss, slope) = Line(name);
        var search = new WolfeSearch(loss(0), slope(0), first, conditions);
        while (!search.IsOver)
        {
            search.Take(loss(search.Step), slope(search.Step));
        }

        return search;
    }

    private static (Func<double, double> Loss, Func<double, double> Slope) Line(string name) => name switch
    {
        "parabola" => (a => (a - 2) * (a - 2), a => 2 * (a - 2)),
        "quartic" => (a => Math.Pow(a - 3, 4) - a, a => (4 * Math.Pow(a - 3, 3)) - 1),
        "wall" => (a => a < 1 ? -a - Math.Log(1 - a) - (2 * a) : double.PositiveInfinity, a => a < 1 ? -3 + (1 / (1 - a)) : double.NaN),
        "waves" => (a => (0.01 * a * a) - a + (0.5 * Math.Sin(4 * a)) - (2 * a), a => (0.02 * a) - 3 + (2 * Math.Cos(4 * a))),
        _ => (a => Math.Log(1 + Math.Exp(-a)) + (0.001 * a), a => (-1 / (1 + Math.Exp(a))) + 0.001),
    };
}
