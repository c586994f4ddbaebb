using System.Globalization;
using System.Text;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Formats;
using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests.Formats;

public sealed class CsvTests
{
    [Theory]
    [InlineData("a,b\n1,x\n2,y\n")]
    [InlineData("a,b\r\n1,x\r\n2,y\r\n")]
    [InlineData("a,b\n1,x\n2,y")]
    [InlineData("a,b\n1,x\n2,y\n\n  \r\n\n")]
    [InlineData("\uFEFFa,b\n1,x\n2,y\n")]
    [InlineData("\"a\",\"b\"\n\"1\",\"x\"\n\"2\",\"y\"\n")]
    [InlineData(" a ,\tb\n 1 , \"x\" \n2,  y\t\n")]
    public void One_table_may_be_written_in_several_ways(string text)
    {
        var table = Csv.Read(new FileContent("file", Encoding.UTF8.GetBytes(text)));

        Assert.Equal(["a", "b"], table.Names);
        Assert.Equal([["1", "x"], ["2", "y"]], table.Rows.Select(row => row.Select(field => field.Text).ToList()));
    }

    [Fact]
    public void Quoted_fields_hold_commas_doubled_quotes_line_breaks_and_border_spaces()
    {
        var text = "a,\"b, \"\"c\"\"\"\n\"1\r\n2\",\" x \"\n3,y\n";

        var table = Csv.Read(new FileContent("file", Encoding.UTF8.GetBytes(text)));

        Assert.Equal(["a", "b, \"c\""], table.Names);
        Assert.Equal(["1\r\n2", " x "], table.Rows[0].Select(field => field.Text));

        // The line break inside moves what follows by a line.
        Assert.Equal(new CsvField("y", 4, 3), table.Rows[1][1]);
    }

    [Fact]
    public void Any_table_that_is_written_by_the_rules_reads_back()
    {
        string[] alphabet = ["a", "Ü", "\"", ",", "\n", "\r\n", " ", "日", "x", ";"];
        var draws = new Core.Randomness.RandomSequence(5, Core.Randomness.RandomPurpose.Simulation);
        for (var round = 0; round < 200; round++)
        {
            var (rows, columns) = (1 + draws.NextIndex(5), 2 + draws.NextIndex(3));
            var fields = Enumerable.Range(0, rows).Select(_ => Enumerable.Range(0, columns)
                .Select(_ => "v" + string.Concat(Enumerable.Range(0, draws.NextIndex(6)).Select(_ => alphabet[draws.NextIndex(alphabet.Length)]))).ToArray()).ToArray();
            var text = string.Join(',', Enumerable.Range(0, columns).Select(column => $"c{column}")) + "\n"
                + string.Concat(fields.Select(row => string.Join(',', row.Select(field => $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + "\n"));

            var table = Csv.Read(new FileContent("file", Encoding.UTF8.GetBytes(text)));

            Assert.Equal(fields, table.Rows.Select(row => row.Select(field => field.Text).ToArray()));
        }
    }

    [Theory]
    [InlineData("10", "9", "2", new[] { "2", "9", "10" })]
    [InlineData("+1", "-1", "-1", new[] { "-1", "1" })]
    [InlineData("10", "9", "b", new[] { "10", "9", "b" })]
    [InlineData("b", "B", "a", new[] { "B", "a", "b" })]
    [InlineData("ä", "z", "a", new[] { "a", "z", "ä" })]
    public void Classes_are_sorted_as_numbers_or_else_by_code_points(string one, string two, string three, string[] names)
    {
        var data = Load($"a,y\n1,{one}\n2,{two}\n3,{three}\n", "task=classification");

        Assert.Equal(names, data.ClassNames);
    }

    [Fact]
    public void Numbers_are_read_the_same_in_every_language()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            // A culture with a decimal comma and points between thousands.
            CultureInfo.CurrentCulture = new CultureInfo(string.Empty) { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };

            var data = Load("a,b,y\n1.5,-2e3,x\n+.25,7,y\n", "scale=none");

            Assert.Equal([1.5, -2000, 0.25, 7], data.Inputs);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Columns_come_in_the_order_asked_for_and_others_are_never_looked_at()
    {
        var data = Load("a,name,b,y\n1,\"no number\",2,x\n3,,4,y\n", "columns=[b,a],scale=none");

        Assert.Equal([2, 1, 4, 3], data.Inputs);
    }

    [Fact]
    public void Names_with_commas_and_brackets_can_be_listed_in_quotes()
    {
        var data = Load("\"a,b\",\"c(1\",y\n1,2,x\n3,4,y\n", "columns=\"[\\\"c(1\\\",\\\"a,b\\\"]\",scale=none");

        Assert.Equal([2, 1, 4, 3], data.Inputs);
    }

    [Fact]
    public void One_hot_levels_stand_in_ordinal_order_in_place_of_their_column()
    {
        var data = Load("a,colour,b,y\n1,red,2,x\n3,Blue,4,y\n5,green,6,x\n", "onehot=colour,scale=none");

        Assert.Equal(
            [1, 0, 0, 1, 2, 3, 1, 0, 0, 4, 5, 0, 1, 0, 6],
            data.Inputs);
    }

    [Fact]
    public void Dropped_rows_are_counted_and_levels_and_classes_that_only_they_had_are_gone()
    {
        var data = Load("a,colour,y\n1,red,x\n?,blue,x\n2,green,NA\n3,red,y\n4,,z\n", "onehot=colour,missing=drop,scale=none");

        Assert.Equal([1, 1, 3, 1], data.Inputs);
        Assert.Equal(["x", "y"], data.ClassNames);
        Assert.Contains("3 of 5 rows are left out for missing values.", data.Notes);
    }

    [Theory]
    [InlineData("0.5", "1", "2", false, null)]
    [InlineData("0", "1", "2", true, "read as classes")]
    [InlineData("x", "1", "2.5", true, null)]
    public void What_the_target_is_is_seen_from_its_values_and_said_where_it_could_be_either(
        string one, string two, string three, bool isClassification, string? note)
    {
        var data = Load($"a,y\n1,{one}\n2,{two}\n3,{three}\n");

        Assert.Equal(isClassification, data.IsClassification);
        Assert.Equal(note is not null, data.Notes.Any(text => text.Contains(note ?? "y", StringComparison.Ordinal)));
    }

    [Fact]
    public void Many_different_whole_numbers_are_numbers_unless_asked_otherwise()
    {
        var text = "a,y\n" + string.Concat(Enumerable.Range(0, 21).Select(row => $"{row},{row}\n"));

        Assert.Equal(1, Load(text).TargetColumns);
        Assert.Contains(Load(text).Notes, note => note.Contains("task=classification", StringComparison.Ordinal));
        Assert.Equal(21, Load(text, "task=classification").Classes);
        Assert.Equal(1, Load("a,y\n1,0\n2,1\n", "task=regression").TargetColumns);
    }

    [Fact]
    public void Several_targets_are_a_regression_with_as_many_outputs()
    {
        var data = Load("u,a,v\n1,5,2\n3,6,7\n", "target=[v,u],scale=none,standardise=false");

        Assert.Equal([2, 1, 7, 3], data.Targets!);
        Assert.Equal([5, 6], data.Inputs);
        Assert.Equal(2, data.Outputs);
    }

    [Fact]
    public void A_packed_table_is_read_whatever_it_is_called()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table.txt", MalformedFiles.Pack("a,b\n1,x\n2,y\n"u8.ToArray()));

        Assert.Equal(2, TaskLoader.Load($"csv({path})").Data.Samples);
    }

    [Fact]
    public void All_unknown_columns_are_named_at_once()
    {
        var refusal = Assert.Throws<RequestException>(() => Load("width,height,y\n1,2,x\n3,4,y\n", "target=z,columns=[widht,hight]"));

        Assert.Equal(3, refusal.Problems.Count);
    }

    private static Dataset Load(string text, params string[] options)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("table.csv", text);
        return TaskLoader.Load($"csv({string.Join(',', options.Prepend($"path={path}"))})").Data;
    }
}
