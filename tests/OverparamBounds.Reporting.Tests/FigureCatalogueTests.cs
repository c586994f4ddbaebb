using System.Buffers.Binary;
using System.Globalization;
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
    private static readonly Dictionary<string, FindAnswer> Single = new()
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

    private static readonly Dictionary<string, IReadOnlyList<FindAnswer>> Alike = new()
    {
        ["sixteen optimizers"] = Answers.Optimizers(CurvesFigure.MostCurves),
        ["every kind of interval"] =
        [
            .. Answers.Optimizers(5).Zip(
                [Answers.Certified(4, 3, 5), Answers.Certified(1, 1, 16), Answers.AboveGrid(16), Answers.Undecided(2), Answers.Undecided(1) with { WidthInterval = [] }],
                (answer, smallest) => answer with { Smallest = smallest }),
        ],
        ["names that stand above their marks"] =
        [
            .. Answers.Optimizers(3).Select(answer => answer with
            {
                Smallest = Answers.Certified(4, 1, 16),
                Spec = answer.Spec with { Criterion = answer.Spec.Optimizer, Task = $"csv(path=a_rather_long_name_of_a_file_{answer.Sweep}.csv)" },
            }),
        ],
        ["no cells"] = [.. Answers.Optimizers(2).Select(answer => answer with { Cells = [], Smallest = Answers.Undecided(1) })],
    };

    private static readonly Dictionary<string, IReadOnlyList<FindAnswer>> Cases = new(
        Single.Select(pair => KeyValuePair.Create<string, IReadOnlyList<FindAnswer>>(pair.Key, [pair.Value])).Concat(Alike))
    {
        ["many rungs"] = [Answers.Xor with { Bounds = Answers.Many(46) }],
        ["seven sizes"] = Answers.Sizes(50, 71, 100, 141, 200, 283, 400),
        ["two sizes close together"] = Answers.Sizes(100, 101),
        ["forty sizes"] = Answers.Sizes([.. Enumerable.Range(1, 40).Select(at => 10 * at)]),
        ["three data sets of a size"] = Answers.Sizes(50, 50, 50, 200, 200),
        ["above the grid and undecided"] =
        [
            Answers.Sized(50),
            Answers.Sized(100) with { Smallest = Answers.Undecided(12) },
            Answers.Sized(200) with { Smallest = Answers.AboveGrid(64) },
        ],
        ["sizes without bounds"] = [.. Answers.Sizes(50, 100).Select(answer => answer with { Bounds = [] })],
        ["sizes with many infinite bounds"] =
        [
            .. Answers.Sizes(50, 100, 200).Select(answer => answer with
            {
                Bounds = [.. Answers.Many(40).Select(bound => bound with { Infinite = bound.Infinite || answer.Data.Samples > 100 })],
            }),
        ],
    };

    public static TheoryData<string, string> FiguresAndCases
    {
        get
        {
            var pairs = new TheoryData<string, string>();
            foreach (var figure in FigureCatalogue.All)
            {
                foreach (var name in Cases.Keys.Where(name => IsMadeOf(figure.Id, name)))
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
        Assert.Equal($"0 0 1200 {root.Attribute("height")!.Value}", root.Attribute("viewBox")!.Value);
        Assert.Equal(data.Title, root.Elements().First(element => element.Name.LocalName == "title").Value);
        Assert.DoesNotContain("NaN", svg, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Infinity", svg, StringComparison.OrdinalIgnoreCase);
        Assert.Contains(Cases[answer].Count > 1 ? "sweeps, sweep" : "sweep 0123456789ab", Text(root), StringComparison.Ordinal);
        Assert.EndsWith(data.Footer, root.Elements().First(element => element.Name.LocalName == "desc").Value, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(FiguresAndCases))]
    public void Every_text_stands_inside_the_canvas_and_meets_no_other(string figure, string answer)
    {
        var root = XDocument.Parse(FigureRenderer.Svg(Data(figure, answer))).Root!;
        var height = double.Parse(root.Attribute("height")!.Value, CultureInfo.InvariantCulture);

        var texts = SvgText.All(root);

        // Only names of hundreds of letters are cut.
        Assert.True(answer.StartsWith("long names", StringComparison.Ordinal) || texts.All(text => !text.Text.EndsWith('…')), "a text is cut");
        Assert.All(texts, text => Assert.True(
            text.Left >= 4 && text.Right <= 1196 && text.Top >= 4 && text.Bottom <= height - 4, $"'{text.Text}' leaves the canvas: {text}"));
        foreach (var (one, other) in from one in texts from other in texts where string.CompareOrdinal(one.Text, other.Text) < 0 select (one, other))
        {
            Assert.False(one.Meets(other), $"'{one.Text}' meets '{other.Text}'");
        }
    }

    [Theory]
    [MemberData(nameof(FiguresAndCases))]
    public void The_png_has_its_signature_and_size(string figure, string answer)
    {
        var png = FigureRenderer.Png(Data(figure, answer));

        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10], png[..8]);
        Assert.Equal("IHDR", Encoding.ASCII.GetString(png, 12, 4));
        Assert.Equal(FigureRenderer.Width * FigureRenderer.PngScale, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)));
        Assert.Equal((int)FigureRenderer.ChartOf(Data(figure, answer)).Height * FigureRenderer.PngScale, BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)));
    }

    [Theory]
    [MemberData(nameof(FiguresAndCases))]
    public void The_data_behind_it_is_a_table_without_holes(string figure, string answer)
    {
        var csv = FigureCsv.Write(Data(figure, answer));

        var lines = csv.TrimEnd('\n').Split('\n');
        Assert.All(lines, line => Assert.Equal(lines[0].Count(symbol => symbol == ','), Unquoted(line).Count(symbol => symbol == ',')));
        Assert.DoesNotContain("NaN", csv, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Infinity", csv, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("resolved")]
    [InlineData("bounds far away")]
    [InlineData("many rungs")]
    [InlineData("seven sizes")]
    [InlineData("sixteen optimizers")]
    public void The_same_answer_gives_the_same_bytes(string answer)
    {
        foreach (var figure in FigureCatalogue.All.Where(figure => IsMadeOf(figure.Id, answer)))
        {
            Assert.Equal(FigureRenderer.Svg(figure.Draw(Cases[answer])), FigureRenderer.Svg(figure.Draw(Cases[answer])));
            Assert.Equal(FigureRenderer.Png(figure.Draw(Cases[answer])), FigureRenderer.Png(figure.Draw(Cases[answer])));
        }
    }

    /// <summary>One sweep makes every figure; of several, those that differ in n alone make 'theory', and few make 'curves'.</summary>
    private static bool IsMadeOf(string figure, string answer) => Cases[answer].Count == 1 || figure switch
    {
        "theory" => !Alike.ContainsKey(answer),
        "curves" => Cases[answer].Count <= CurvesFigure.MostCurves,
        _ => false,
    };

    private static string Unquoted(string line) => string.Concat(line.Split('"').Where((_, at) => at % 2 == 0));

    private static FigureData Data(string figure, string answer) =>
        FigureCatalogue.All.Single(entry => entry.Id == figure).Draw(Cases[answer]);

    private static string Text(XElement root) =>
        string.Join('\n', root.Descendants().Where(element => element.Name.LocalName == "text").Select(element => element.Value.Trim()));
}
