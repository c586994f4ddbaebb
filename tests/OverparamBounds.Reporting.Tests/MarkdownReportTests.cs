using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Reports;

namespace OverparamBounds.Reporting.Tests;

public class MarkdownReportTests
{
    private const string Command = "overparam find xor --success 0.9 --confidence 0.95";

    private static readonly ReportFigures Figures = new("0123456789ab-success.svg", "0123456789ab-ladder.svg");

    [Fact]
    public void The_report_is_the_approved_one()
    {
        ApprovedFile.Verify("xor-report.md", MarkdownReport.Write(Answers.Xor, Figures, Command));
    }

    [Fact]
    public void A_report_of_what_could_not_be_decided_is_the_approved_one()
    {
        var answer = Answers.Of(
            [Answers.Bound("b", "A bound", BoundKind.Trainability, 5) with { Log10Width = null, Width = null, Parameters = null, Reason = "kernel singular", ConstantsExplicit = false }],
            Answers.Undecided(3),
            Answers.Cell(2, 30, 3, "low"),
            Answers.Cell(8, 30, 25, "none")) with
        {
            FitReason = "one width separates success from failure",
            Data = new(4, 2, 1, null, null, null, new Dictionary<string, string> { ["lambdaMin"] = "Row 0 has norm 0, so it has no direction." }, ["Rows 1 and 2 are equal."]),
        };

        ApprovedFile.Verify("undecided-report.md", MarkdownReport.Write(answer, Figures, Command));
    }

    [Fact]
    public void The_guarantee_names_both_ends_and_the_assumption_of_one_crossing()
    {
        var report = MarkdownReport.Write(Answers.Xor, Figures, Command);

        Assert.Contains("With probability at least 0.95 every certificate in this report is true", report, StringComparison.Ordinal);
        Assert.Contains("width U = 8 is certified to reach 0.9 and width L = 5 to fall short of it", report, StringComparison.Ordinal);
        Assert.Contains("assumes further that success crosses 0.9 only once", report, StringComparison.Ordinal);
    }

    [Fact]
    public void User_text_cannot_break_a_table_or_start_markup()
    {
        var answer = Answers.Xor with
        {
            Spec = Answers.Xor.Spec with { Task = "csv(path=a|b.csv)" },
            Bounds = [Answers.Bound("b", "A|B <script>", BoundKind.Necessary, 3, "x|y\nz")],
        };

        var report = MarkdownReport.Write(answer, Figures, Command);

        Assert.Contains("| A\\|B &lt;script> | Necessary | 3 | – | 13 | explicit | x\\|y z |", report, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Broken_assumptions_are_badges_in_the_table_and_words_below_it_once()
    {
        var answer = Answers.Xor with
        {
            Bounds =
            [
                Answers.Bound("a", "First", BoundKind.Trainability, 10, "biases are used") with
                {
                    Badges = ["Biases", "OrderOnly"],
                    ConstantsExplicit = false,
                    LogFactorsDropped = true,
                    Comparison = new(0.25, 1.78, null),
                },
                Answers.Bound("b", "Second", BoundKind.Trainability, 20, "biases are used") with { Badges = ["Biases"], Comparison = new(12.5, 3e12, null) },
                Answers.Bound("c", "Third", BoundKind.Trainability, 1) with { Log10Width = null, Width = null, Infinite = true, Parameters = null, Kernel = "gram" },
            ],
        };

        var report = MarkdownReport.Write(answer, Figures, Command);

        Assert.Contains("| First | Trainability | 10 | 1.78x | 41 | order without logs | Biases |", report, StringComparison.Ordinal);
        Assert.Contains("| Second | Trainability | 20 | 10^12.5x | 81 | explicit | Biases |", report, StringComparison.Ordinal);
        Assert.Contains("| Third | Trainability | infinite: kernel singular | – | – | explicit | none |", report, StringComparison.Ordinal);
        Assert.Contains("- biases are used: First; Second\n", report, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_status_has_a_report_without_bare_nulls()
    {
        foreach (var smallest in new[] { Answers.Certified(1, 1, 1), Answers.AboveGrid(64), Answers.Undecided(1), Answers.Undecided(9) })
        {
            var report = MarkdownReport.Write(Answers.Of([], smallest, Answers.Cell(8, 20, 2, "low")), Figures, Command);

            Assert.DoesNotContain("NaN", report, StringComparison.Ordinal);
            Assert.Contains($"**Answer** ({smallest.Status}).", report, StringComparison.Ordinal);
        }
    }
}
