using System.Globalization;
using System.Text.Json;
using OverparamBounds.Testing;

namespace OverparamBounds.Cli.Tests;

/// <summary>The verbs of theory, through the real program.</summary>
public sealed class BoundsTests
{
    [Fact]
    public async Task The_bounds_are_one_JSON_document_with_the_names_of_the_contract()
    {
        using var folder = new TemporaryFolder();

        using var json = await JsonAsync(folder, 0, "bounds", "xor", "--json");

        var root = json.RootElement;
        Assert.Equal(1, root.GetProperty("schema").GetInt32());
        Assert.Equal("xor", root.GetProperty("task").GetString());
        Assert.Equal("mlp(act=relu,depth=1)", root.GetProperty("architecture").GetString());
        Assert.Equal(4, root.GetProperty("data").GetProperty("samples").GetInt32());
        var gram = root.GetProperty("kernels").EnumerateArray().Single(kernel => kernel.GetProperty("id").GetString() == "two-layer-gram");
        Assert.Equal(0.231971092005, gram.GetProperty("lambdaMin").GetDouble(), 1e-11);
        var bound = root.GetProperty("bounds").EnumerateArray().Single(value => value.GetProperty("id").GetString() == "du2019-two-layer");
        Assert.Equal("Trainability", bound.GetProperty("kind").GetString());
        Assert.Equal(9.15062448021, bound.GetProperty("log10Width").GetDouble(), 1e-9);
        Assert.False(bound.GetProperty("constantsExplicit").GetBoolean());
        Assert.NotEmpty(bound.GetProperty("violated").EnumerateArray());
        Assert.NotEmpty(bound.GetProperty("source").GetString()!);
        foreach (var file in root.GetProperty("files").EnumerateObject())
        {
            Assert.True(new FileInfo(Path.Combine(folder.Path, file.Value.GetString()!)) is { Exists: true, Length: > 0 }, file.Name);
        }
    }

    [Theory]
    [InlineData("two equal rows", "x,y,kind\n1,2,a\n1,2,a\n3,1,b\n0,1,b\n")]
    [InlineData("a zero row", "x,y,kind\n0,0,a\n1,0,b\n0,1,b\n")]
    [InlineData("one feature", "x,kind\n1,a\n2,b\n3,a\n4,b\n")]
    [InlineData("more features than rows", "a,b,c,d,e,kind\n1,2,3,4,5,x\n5,3,1,2,4,y\n0,1,0,2,1,x\n")]
    public async Task A_table_of_a_users_own_gets_numbers_or_reasons(string name, string text)
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "table.csv"), text, TestContext.Current.CancellationToken);
        foreach (var architecture in new[] { "mlp", "mlp(bias=false)", "mlp(depth=2,act=softplus)" })
        {
            using var json = await JsonAsync(
                folder, 0, "bounds", "csv(path=table.csv,target=kind)", "--arch", architecture, "--json");

            Assert.All(json.RootElement.GetProperty("bounds").EnumerateArray(), bound => Assert.True(
                bound.GetProperty("log10Width").ValueKind == JsonValueKind.Number || bound.GetProperty("reason").GetString() is { Length: > 0 },
                $"{name}: {bound}"));
        }
    }

    [Fact]
    public async Task One_row_is_refused_in_words_since_any_network_fits_it()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "one.csv"), "x,y\n1,2.5\n", TestContext.Current.CancellationToken);

        var finished = await OverparamProcess.RunAsync(folder.Path, "bounds", "csv(path=one.csv,target=y)");

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains("in all 1 rows", finished.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Images_and_sequences_give_values_to_bounds_about_them()
    {
        using var folder = new TemporaryFolder();

        using var json = await JsonAsync(folder, 0, "bounds", "digits(n=40)", "--image", "8x8", "--tokens", "8", "--json");

        var values = json.RootElement.GetProperty("bounds").EnumerateArray()
            .ToDictionary(bound => bound.GetProperty("id").GetString()!, bound => bound.GetProperty("log10Width").ValueKind == JsonValueKind.Number);
        Assert.All(["du2019-convresnet", "nguyen-hein2018", "kim2023-transformer", "wu2023-transformer", "mahdavi2024"], id => Assert.True(values[id], id));
    }

    [Fact]
    public async Task The_printed_page_names_every_computed_bound_and_why_the_others_are_silent()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, "bounds", "xor");

        Assert.Equal(0, finished.ExitCode);
        foreach (var heading in new[] { "Necessary", "Existence", "Landscape", "Trainability", "Heuristic", "Bounds about other networks", "Broken assumptions", "Without a value here" })
        {
            Assert.Contains(heading, finished.Output, StringComparison.Ordinal);
        }

        using var catalogue = await JsonAsync(folder, 0, "catalog", "bounds", "--json");
        Assert.All(
            catalogue.RootElement.EnumerateArray(),
            entry => Assert.Contains(entry.GetProperty("id").GetString()!, finished.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Quiet_is_the_answer_alone()
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, "bounds", "xor", "--quiet");

        Assert.Equal(0, finished.ExitCode);
        Assert.Equal(6, finished.Output.Trim().Split('\n').Length);
        Assert.Contains("Fewer cannot fit: width 2 (9 parameters), One monotone unit.", finished.Output, StringComparison.Ordinal);
        Assert.Contains("A fit exists: width 2 (9 parameters), Parity by ReLU.", finished.Output, StringComparison.Ordinal);
        Assert.Contains("2 units, proved", finished.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_regular_hexagon_comes_to_an_end()
    {
        // Its linear programs are degenerate, and the simplex method once went round for ever.
        using var folder = new TemporaryFolder();
        var rows = Enumerable.Range(0, 6).Select(at => string.Create(
            CultureInfo.InvariantCulture, $"{Math.Cos(Math.PI * at / 3):R},{Math.Sin(Math.PI * at / 3):R},{(at % 2 == 0 ? "a" : "b")}"));
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "hex.csv"), "x,z,y\n" + string.Join('\n', rows) + "\n", TestContext.Current.CancellationToken);

        using var json = await JsonAsync(folder, 0, "bounds", "csv(path=hex.csv,target=y,scale=none)", "--json");

        var reference = json.RootElement.GetProperty("references").EnumerateArray().First();
        Assert.InRange(reference.GetProperty("leastWidth").GetInt32(), 2, reference.GetProperty("fittingWidth").GetInt32());
    }

    [Fact]
    public async Task Exponents_along_a_family_stand_beside_the_printed_ones()
    {
        using var folder = new TemporaryFolder();

        using var json = await JsonAsync(folder, 0, "bounds", "sphere(d=10)", "--scaling", "n=8..128", "--json");

        Assert.Equal("n", json.RootElement.GetProperty("variable").GetString());
        Assert.Equal([8, 16, 32, 64, 128], json.RootElement.GetProperty("points").EnumerateArray().Select(point => point.GetProperty("value").GetInt32()));
        var rows = json.RootElement.GetProperty("bounds").EnumerateArray().ToDictionary(row => row.GetProperty("id").GetString()!);
        Assert.Equal(2, rows["nguyen2020-xavier"].GetProperty("effective").GetDouble(), 1e-12);
        Assert.Equal(1.5, rows["song2021-subquadratic"].GetProperty("effective").GetDouble(), 1e-12);
        Assert.Equal(6, rows["du2019-two-layer"].GetProperty("nominal").GetDouble());

        // The eigenvalue falls with n, so the effective exponent is above the printed one.
        Assert.True(rows["du2019-two-layer"].GetProperty("effective").GetDouble() > 6.5);
    }

    [Theory]
    [InlineData("separation=0.001..0.1", "zougu2019", -4, 0.05)]
    [InlineData("separation=0.001..0.1", "du2019-two-layer", -4, 0.2)]
    [InlineData("C=2,4,8", "nguyen2020-pyramid", 0, 1e-12)]
    [InlineData("depth=1,3,7", "zougu2019", 12, 1e-9)]
    public async Task Other_variables_have_their_exponents_too(string scaling, string bound, double expected, double tolerance)
    {
        using var folder = new TemporaryFolder();

        using var json = await JsonAsync(folder, 0, "bounds", "sphere(n=30,d=8)", "--scaling", scaling, "--json");

        var row = json.RootElement.GetProperty("bounds").EnumerateArray().Single(row => row.GetProperty("id").GetString() == bound);
        if (scaling.StartsWith("depth", StringComparison.Ordinal))
        {
            // L = H + 1, so along H the exponent is that of (H+1)^12: from the values themselves.
            var logs = row.GetProperty("log10Values").EnumerateArray().Select(value => value.GetDouble()).ToList();
            Assert.Equal(expected, (logs[2] - logs[0]) / Math.Log10(8 / 2.0), tolerance);
            return;
        }

        Assert.Equal(expected, row.GetProperty("effective").GetDouble(), tolerance);
    }

    [Fact]
    public async Task A_trained_parallel_network_is_certified_and_one_stopped_early_is_not()
    {
        using var folder = new TemporaryFolder();

        using var trained = await JsonAsync(folder, 0, "certify", "xor", "--width", "20", "--json");
        using var stopped = await JsonAsync(folder, 3, "certify", "xor", "--width", "20", "--steps", "10", "--polish", "0", "--json");
        using var narrow = await JsonAsync(folder, 3, "certify", "xor", "--width", "1", "--json");

        Assert.Equal("GlobalOptimum", trained.RootElement.GetProperty("verdict").GetString());
        Assert.InRange(trained.RootElement.GetProperty("relativeGap").GetDouble(), 0, 1e-6);
        Assert.NotEqual("GlobalOptimum", stopped.RootElement.GetProperty("verdict").GetString());
        Assert.Equal("NotGlobal", narrow.RootElement.GetProperty("verdict").GetString());
        Assert.True(narrow.RootElement.GetProperty("decrease").GetDouble() > 0);
        foreach (var other in new[] { stopped, narrow })
        {
            Assert.True(other.RootElement.GetProperty("objective").GetDouble() > trained.RootElement.GetProperty("objective").GetDouble());
            Assert.True(other.RootElement.GetProperty("lowerBound").GetDouble() <= trained.RootElement.GetProperty("objective").GetDouble());
        }
    }

    [Theory]
    [InlineData("bounds nothing", "no task is called 'nothing'")]
    [InlineData("bounds xor --tokens 3", "--tokens: 2 features are no 3 tokens of equal size")]
    [InlineData("bounds xor --image 3x3", "--image: '3x3' is no height x width")]
    [InlineData("bounds xor --kernel-rows 0", "--kernel-rows: 0 is not in 1..5000")]
    [InlineData("bounds xor --scaling n=8..16", "the task xor has no parameter n")]
    [InlineData("bounds sphere --scaling q=1..2", "no variable is called 'q'")]
    [InlineData("bounds sphere --scaling n=16..8", "at least two different values in increasing order")]
    [InlineData("bounds sphere --scaling n=8", "at least two different values")]
    [InlineData("bounds sphere --scaling n=a..8", "'a' is no positive whole number")]
    [InlineData("bounds sphere --success 1", "success")]
    [InlineData("certify xor --decay 0", "--decay: 0 must be above 0")]
    [InlineData("certify xor --width 0", "--width: 0 is not in 1..100000")]
    [InlineData("catalog tasks --pages here", "--pages: it goes with bounds")]
    [InlineData("bounds xor --tokens 0", "--tokens: 0 must be at least 1")]
    [InlineData("bounds xor --success 0,9", "--success 0,9: expected a number with a decimal point")]
    [InlineData("find xor --confidence 0,9", "--confidence 0,9: expected a number with a decimal point")]
    [InlineData("certify xor --decay 0,5", "--decay 0,5: expected a number with a decimal point")]
    public async Task Wrong_requests_are_refused_with_the_mend_and_leave_nothing_behind(string command, string expected)
    {
        using var folder = new TemporaryFolder();

        var finished = await OverparamProcess.RunAsync(folder.Path, command.Split(' '));

        Assert.Equal(2, finished.ExitCode);
        Assert.Contains(expected, finished.Errors, StringComparison.Ordinal);
        Assert.Empty(finished.Output);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public async Task An_answer_compares_every_bound_with_what_was_certified()
    {
        using var folder = new TemporaryFolder();

        using var json = await JsonAsync(folder, 0, "find", "xor", "--arch", "mlp(act=tanh)", "--steps", "600", "--widths", "1..32", "--ratio", "2", "--json");

        var width = json.RootElement.GetProperty("smallest").GetProperty("width").GetInt32();
        var bounds = json.RootElement.GetProperty("bounds").EnumerateArray().Where(bound => bound.GetProperty("width").ValueKind == JsonValueKind.Number).ToList();
        Assert.True(bounds.Count > 20);
        Assert.All(bounds, bound => Assert.Equal(
            bound.GetProperty("width").GetInt64() / (double)width, bound.GetProperty("comparison").GetProperty("ratio").GetDouble(), 1e-9 * bound.GetProperty("width").GetInt64()));
        Assert.Empty(json.RootElement.GetProperty("contradictions").EnumerateArray());
    }

    private static async Task<JsonDocument> JsonAsync(TemporaryFolder folder, int exitCode, params IEnumerable<string> arguments)
    {
        var finished = await OverparamProcess.RunAsync(folder.Path, arguments);
        Assert.True(finished.ExitCode == exitCode, string.Create(CultureInfo.InvariantCulture, $"{finished.ExitCode}: {finished.Errors}"));
        return JsonDocument.Parse(finished.Output);
    }
}
