using OverparamBounds.Reporting.Charts;

namespace OverparamBounds.Reporting.Tests;

public class TextChartTests
{
    [Theory]
    [InlineData(true, "xor-chart.txt")]
    [InlineData(false, "xor-chart-ascii.txt")]
    public void The_chart_is_the_approved_one(bool unicode, string file)
    {
        ApprovedFile.Verify(file, string.Join('\n', TextChart.Lines(Answers.Xor, unicode)) + "\n");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Lines_stay_within_eighty_columns_whatever_the_widths(bool unicode)
    {
        var wide = Answers.Of(
            [],
            Answers.Certified(1_048_576, 1_048_570, 1_048_580),
            [.. Enumerable.Range(1, 100).Select(at => Answers.Cell(1_048_500 + at, 100_000, 900 * at, at > 70 ? "high" : "low"))]);

        var lines = TextChart.Lines(wide, unicode);

        Assert.All(lines, line => Assert.InRange(line.Length, 0, TextChart.Columns));
        Assert.InRange(lines.Count, 20, 30);
        Assert.Contains(lines, line => line.EndsWith("more", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_unicode_every_character_is_ascii()
    {
        Assert.All(TextChart.Lines(Answers.Xor, unicode: false), line => Assert.All(line, symbol => Assert.InRange(symbol, ' ', '~')));
    }

    [Fact]
    public void An_open_interval_marks_no_width()
    {
        var answer = Answers.Of([], Answers.AboveGrid(8), Answers.Cell(8, 20, 2, "low"));

        Assert.DoesNotContain('>', TextChart.Lines(answer, unicode: false)[1]);
    }

    [Fact]
    public void Nothing_tried_is_said()
    {
        Assert.Equal(["No width has been tried."], TextChart.Lines(Answers.Of([], Answers.Undecided(1)), unicode: true));
    }
}
