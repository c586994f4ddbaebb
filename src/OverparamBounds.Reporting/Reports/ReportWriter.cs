using System.Globalization;
using System.Security;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;
using OverparamBounds.Reporting.Drawing;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Reports;

/// <summary>Writes everything a user takes away from an answer into one folder.</summary>
public static class ReportWriter
{
    /// <summary>Sees that the folder takes files, or can be made, without leaving anything behind.</summary>
    /// <remarks>To be called before the first training, so that a long search is not lost to a mistyped path.</remarks>
    /// <exception cref="RequestException">The folder cannot be made or written to.</exception>
    public static void CheckFolder(string folder, string option = "--out")
    {
        try
        {
            var place = new DirectoryInfo(folder);
            if (File.Exists(folder))
            {
                throw new IOException("it is a file");
            }

            while (!place.Exists && place.Parent is { } parent)
            {
                place = parent;
            }

            var probe = Path.Combine(place.FullName, $".{Guid.NewGuid():N}.tmp");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RequestException($"{option}: the folder '{folder}' cannot be written to ({problem.Message}). Name another.");
        }
    }

    /// <summary>Writes one figure and the data behind it; each file is whole or not there.</summary>
    /// <param name="answers">As many as the figure shows; files are named for the first one's sweep, and for how many there are.</param>
    /// <exception cref="RequestException">
    /// The figure is not made of such answers, or the folder cannot be made or written to.
    /// </exception>
    public static FigureFiles WriteFigure(Figure figure, IReadOnlyList<FindAnswer> answers, string folder)
    {
        var data = figure.Draw(answers);
        var count = answers.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"-{answers.Count}-sweeps") : string.Empty;
        return Write(data, folder, $"{answers[0].Sweep}{count}-{figure.Id}");
    }

    /// <summary>Writes the ladder of bounds that nothing was measured beside; each file is whole or not there.</summary>
    /// <param name="name">Of the files, without folder and ending.</param>
    /// <exception cref="RequestException">The folder cannot be made or written to.</exception>
    public static FigureFiles WriteLadder(BoundsAnswer answer, string folder, string name) =>
        Write(LadderFigure.Draw(answer), folder, name);

    private static FigureFiles Write(FigureData data, string folder, string name)
    {
        CheckFolder(folder);
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name);
        var files = new FigureFiles(path + ".svg", path + ".png", path + ".csv");
        var table = FigureCsv.Write(data);
        if (!IsCurrent(files, data, table))
        {
            AtomicFile.Write(files.Svg, FigureRenderer.Svg(data));
            AtomicFile.Write(files.Png, FigureRenderer.Png(data));
            AtomicFile.Write(files.Csv, table);
        }

        return files;
    }

    /// <summary>
    /// Whether the files are there and show these data, by this version of the program (which the footer names). Drawing
    /// is most of the time of a question that the ledger answers.
    /// </summary>
    private static bool IsCurrent(FigureFiles files, FigureData data, string table) =>
        File.Exists(files.Png)
        && File.Exists(files.Csv)
        && File.Exists(files.Svg)
        && File.ReadAllText(files.Csv) == table
        && File.ReadAllText(files.Svg) is var drawn
        && new[] { data.Title, data.Subtitle, data.Footer }.All(text => drawn.Contains(SecurityElement.Escape(text), StringComparison.Ordinal));

    /// <summary>Writes figures (each as SVG, PNG and its data), report and trials; each file is whole or not there.</summary>
    /// <param name="trials">The trials that the answer rests on.</param>
    /// <param name="folder">Made if it is missing; files of the same sweep in it are replaced.</param>
    /// <param name="command">The command that repeats the search.</param>
    /// <returns>The paths, each beginning with <paramref name="folder"/>.</returns>
    /// <exception cref="RequestException">The folder cannot be made or written to.</exception>
    public static AnswerFiles Write(FindAnswer answer, IReadOnlyList<TrialResult> trials, string folder, string command)
    {
        var figure = WriteFigure(SuccessFigure.Entry, [answer], folder);
        var ladder = WriteFigure(LadderFigure.Entry, [answer], folder);
        var files = new AnswerFiles(
            figure.Svg,
            figure.Png,
            Report: Path.Combine(folder, $"{answer.Sweep}-report.md"),
            Trials: Path.Combine(folder, $"{answer.Sweep}-trials.csv"))
        {
            Ladder = ladder.Svg,
        };
        AtomicFile.Write(files.Trials, TrialCsv.Write(trials));
        AtomicFile.Write(files.Report, MarkdownReport.Write(answer, new(Path.GetFileName(figure.Svg), Path.GetFileName(ladder.Svg)), command));
        return files;
    }
}
