using OverparamBounds.Core.Specs;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Figures;
using OverparamBounds.Reporting.Reports;
using OverparamBounds.Testing;

namespace OverparamBounds.Reporting.Tests;

public class ReportWriterTests
{
    [Fact]
    public void All_files_are_written_into_a_folder_that_is_made_and_nothing_else_is_left()
    {
        using var folder = new TemporaryFolder();
        var target = folder.File("a/b");

        var files = ReportWriter.Write(Answers.Xor, Answers.Trials, target, "overparam find xor");

        Assert.Equal(
            [
                "0123456789ab-ladder.csv", "0123456789ab-ladder.png", "0123456789ab-ladder.svg",
                "0123456789ab-report.md", "0123456789ab-success.csv", "0123456789ab-success.png",
                "0123456789ab-success.svg", "0123456789ab-trials.csv",
            ],
            Directory.GetFiles(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(new[] { files.Figure, files.Png, files.Report, files.Trials }, path => Assert.True(File.Exists(path)));
        Assert.Contains("](0123456789ab-success.svg)", File.ReadAllText(files.Report), StringComparison.Ordinal);
        Assert.Contains("](0123456789ab-ladder.svg)", File.ReadAllText(files.Report), StringComparison.Ordinal);
    }

    [Fact]
    public void A_figure_of_several_sweeps_is_named_for_the_first_and_their_number()
    {
        using var folder = new TemporaryFolder();

        var files = ReportWriter.WriteFigure(TheoryFigure.Entry, Answers.Sizes(50, 100, 200), folder.Path);

        Assert.Equal(folder.File("sweep0000050-3-sweeps-theory.svg"), files.Svg);
        Assert.Equal(3, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public void A_ladder_without_a_measurement_is_written_under_the_given_name()
    {
        using var folder = new TemporaryFolder();
        var answer = Answers.BoundsOf(Answers.XorBounds);

        var files = ReportWriter.WriteLadder(answer, folder.File("new"), "xor-bounds");

        Assert.Equal(
            [folder.File("new/xor-bounds.csv"), folder.File("new/xor-bounds.png"), folder.File("new/xor-bounds.svg")],
            Directory.GetFiles(folder.File("new")).Order(StringComparer.Ordinal));
        Assert.Equal(FigureCsv.Write(LadderFigure.Draw(answer)), File.ReadAllText(files.Csv));
        Assert.EndsWith("</svg>", File.ReadAllText(files.Svg).TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("success")]
    [InlineData("ladder")]
    public void A_figure_of_one_sweep_refuses_two_and_writes_nothing(string id)
    {
        using var folder = new TemporaryFolder();
        var figure = FigureCatalogue.All.Single(entry => entry.Id == id);

        var problem = Assert.Throws<RequestException>(() => ReportWriter.WriteFigure(figure, Answers.Sizes(50, 100), folder.Path));

        Assert.StartsWith($"plot: the figure '{id}' shows one sweep, not 2.", Assert.Single(problem.Problems), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Writing_again_replaces_the_files_with_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var files = ReportWriter.Write(Answers.Xor, Answers.Trials, folder.Path, "overparam find xor");
        var before = Directory.GetFiles(folder.Path).ToDictionary(path => path, File.ReadAllBytes);
        File.WriteAllText(files.Report, "half a rep");

        ReportWriter.Write(Answers.Xor, Answers.Trials, folder.Path, "overparam find xor");

        Assert.Equal(before.Keys.Order(StringComparer.Ordinal), Directory.GetFiles(folder.Path).Order(StringComparer.Ordinal));
        Assert.All(before, pair => Assert.Equal(pair.Value, File.ReadAllBytes(pair.Key)));
    }

    [Fact]
    public void A_folder_that_is_a_file_is_refused_with_the_way_out()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("taken", "text");

        var problem = Assert.Throws<RequestException>(() => ReportWriter.CheckFolder(file));

        Assert.StartsWith($"--out: the folder '{file}' cannot be written to", Assert.Single(problem.Problems), StringComparison.Ordinal);
        Assert.Equal("text", File.ReadAllText(file));
    }

    [Fact]
    public void A_file_that_cannot_be_moved_into_place_leaves_no_half()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("taken"));

        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(folder.File("taken"), "text"));

        Assert.Empty(Directory.GetFiles(folder.Path));
    }
}
