using System.Buffers.Binary;
using System.Text;
using System.Xml.Linq;
using OverparamBounds.Core.Comparison;
using OverparamBounds.Reporting.Drawing;
using OverparamBounds.Reporting.Exports;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Tests;

/// <summary>What holds of every figure of every answer.</summary>
public class FigureCatalogueTests
{
    private static readonly Dictionary<string, FindAnswer> Cases = new()
    {
        ["resolved"] = Answers.Xor,
        ["one cell"] = Answers.Of([], Answers.Undecided(1), Answers.Cell(8, 4, 2, "none")),
        ["no cell"] = Answers.Of(Answers.XorBounds, Answers.Undecided(1)),
        ["a cell without trials"] = Answers.Of([], Answers.Undecided(1), Answers.Cell(4, 0, 0, "none"), Answers.Cell(8, 4, 2, "none")),
        ["nothing fitted"] = Answers.Of(
            Answers.XorBounds, Answers.AboveGrid(4096), Answers.Cell(1, 8, 0, "low"), Answers.Cell(4096, 8, 0, "low")),
        ["all fitted"] = Answers.Of(
            Answers.XorBounds, Answers.Certified(1, 1, 1), Answers.Cell(1, 69, 69, "high"), Answers.Cell(2, 8, 8, "none")),
        ["undecided"] = Answers.Of(Answers.XorBounds, Answers.Undecided(3), Answers.Cell(2, 30, 3, "low"), Answers.Cell(8, 30, 25, "none")),
        ["every width to 4096"] = Answers.Of(
            Answers.XorBounds,
            Answers.Certified(100, 96, 104),
            [.. Enumerable.Range(1, 4096).Select(width => Answers.Cell(width, 16, width < 100 ? 3 : 16, width < 96 ? "low" : "high"))]),
        ["a fit that does not fit"] = Answers.Xor with { Fit = Answers.Logit(0.4, 1.15, fits: false) },
        ["a fit without a number"] = Answers.Xor with
        {
            Fit = Answers.Logit(0.4, 1.15) with { Threshold = double.PositiveInfinity, Band = [new(1, double.NaN, 0, 1), new(2, 0.5, 0, double.NaN)] },
        },
        ["bounds far away"] = Answers.Of(
            [
                Answers.Bound("a", "Far below", BoundKind.Necessary, 1),
                Answers.Bound("b", "Far above", BoundKind.Trainability, 9_000_000_000_000_000, "something"),
                Answers.Bound("c", "Nothing to say", BoundKind.Trainability, 2) with { Log10Width = null, Width = null, Reason = "kernel singular" },
                Answers.Bound("d", "Beyond every integer", BoundKind.Trainability, 2) with { Log10Width = 120.5, Width = null },
            ],
            Answers.Certified(700, 680, 720),
            Answers.Cell(512, 64, 2, "low"),
            Answers.Cell(720, 80, 80, "high")),
        ["many bounds"] = Answers.Of(
            [.. Enumerable.Range(1, 40).Select(at => Answers.Bound($"b{at}", $"A theorem with a long name {at}", (BoundKind)(at % 5), 3 * at))],
            Answers.Certified(7, 6, 8),
            Answers.Cell(4, 64, 2, "low"),
            Answers.Cell(8, 80, 80, "high")),
        ["long names & marks <of markup>"] = Answers.Xor with
        {
            Spec = Answers.Xor.Spec with
            {
                Task = $"csv(path=\"data/{new string('x', 300)}.csv\",target=<a&b>)",
                Architecture = string.Join(' ', Enumerable.Repeat("mlp(act=relu)", 40)),
            },
        },
    };

    public static TheoryData<string, string> FiguresAndCases
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var figure in FigureCatalogue.All)
            {
                foreach (var name in Cases.Keys)
                {
                    pairs.Add(figure.Id, name);
                }
            }

            return pairs;
        }
    }

    [Theory]
    [MemberData(nameof(FiguresAndCases))]
    public void The_svg_is_well_formed_names_the_figure_and_holds_only_numbers(string figure, string answer)
    {
        var data = Data(figure, answer);

        var svg = FigureRenderer.Svg(data);

        var root = XDocument.Parse(svg).Root!;
        Assert.Equal("svg", root.Name.LocalName);
        Assert.Equal("1200", root.Attribute("width")!.Value);
        Assert.Equal("750", root.Attribute("height")!.Value);
        Assert.Equal("0 0 1200 750", root.Attribute("viewBox")!.Value);
        Assert.Equal(data.Title, root.Elements().First(element => element.Name.LocalName == "title").Value);
        Assert.DoesNotContain("NaN", svg, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Infinity", svg, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("sweep 0123456789ab", Text(root), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(FiguresAndCases))]
    public void The_png_has_its_signature_and_size(string figure, string answer)
    {
        var png = FigureRenderer.Png(Data(figure, answer));

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], png[..8]);
        Assert.Equal("IHDR", Encoding.ASCII.GetString(png, 12, 4));
        Assert.Equal(FigureRenderer.Width * FigureRenderer.PngScale, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal(FigureRenderer.Height * FigureRenderer.PngScale, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    [Theory]
    [MemberData(nameof(FiguresAndCases))]
    public void The_data_behind_it_is_a_table_without_holes(string figure, string answer)
    {
        var csv = FigureCsv.Write(Data(figure, answer));

        var lines = csv.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Equal(9, Unquoted(line).Count(symbol => symbol == ',')));
        Assert.DoesNotContain("NaN", csv, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Infinity", csv, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("resolved")]
    [InlineData("bounds far away")]
    public void The_same_answer_gives_the_same_bytes(string answer)
    {
        foreach (var figure in FigureCatalogue.All)
        {
            Assert.Equal(FigureRenderer.Svg(figure.Draw(Cases[answer])), FigureRenderer.Svg(figure.Draw(Cases[answer])));
            Assert.Equal(FigureRenderer.Png(figure.Draw(Cases[answer])), FigureRenderer.Png(figure.Draw(Cases[answer])));
        }
    }

    private static string Unquoted(string line) => string.Concat(line.Split('"').Where((_, at) => at % 2 == 0));

    private static FigureData Data(string figure, string answer) =>
        FigureCatalogue.All.Single(entry => entry.Id == figure).Draw(Cases[answer]);

    private static string Text(XElement root) =>
        string.Join('\n', root.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim()));
}
