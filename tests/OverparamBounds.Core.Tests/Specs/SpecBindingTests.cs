using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Tests.Specs;

/// <summary>From what is written to checked values and canonical text.</summary>
public sealed class SpecBindingTests
{
    [Theory]
    [InlineData("thing", "thing(colour=red,count=1,free=0,labels=true,rate=0.1,share=0.5)")]
    [InlineData("thing()", "thing(colour=red,count=1,free=0,labels=true,rate=0.1,share=0.5)")]
    [InlineData(" thing ( 2 , 0.25 ) ", "thing(colour=red,count=2,free=0,labels=true,rate=0.1,share=0.25)")]
    [InlineData("thing(colour=blue,3)", "thing(colour=blue,count=3,free=0,labels=true,rate=0.1,share=0.5)")]
    [InlineData("thing(count=+007)", "thing(colour=red,count=7,free=0,labels=true,rate=0.1,share=0.5)")]
    [InlineData("thing(quick=false)", "thing(colour=red,count=1,free=0,labels=true,rate=0.1,share=0.5)")]
    [InlineData("thing(quick=true)", "thing(colour=red,count=1,free=0,labels=true,quick=true,rate=0.1,share=0.5)")]
    [InlineData("thing(labels=flip(q=0.1))", "thing(colour=red,count=1,free=0,labels=flip(q=0.1),rate=0.1,share=0.5)")]
    [InlineData("thing(columns=[a,b c])", "thing(colour=red,columns=[a,b c],count=1,free=0,labels=true,rate=0.1,share=0.5)")]
    [InlineData("thing(path=\"a,b\")", "thing(colour=red,count=1,free=0,labels=true,path=\"a,b\",rate=0.1,share=0.5)")]
    [InlineData("thing(path=\"data/iris.csv\")", "thing(colour=red,count=1,free=0,labels=true,path=data/iris.csv,rate=0.1,share=0.5)")]
    [InlineData("thing(path=C:\\data\\iris.csv)", "thing(colour=red,count=1,free=0,labels=true,path=C:\\data\\iris.csv,rate=0.1,share=0.5)")]
    [InlineData("thing(path=\"say \\\"\\\\\\\"\")", "thing(colour=red,count=1,free=0,labels=true,path=\"say \\\"\\\\\\\"\",rate=0.1,share=0.5)")]
    [InlineData("thing(path=\"\")", "thing(colour=red,count=1,free=0,labels=true,path=\"\",rate=0.1,share=0.5)")]
    public void Canonical_text_fills_in_defaults_sorts_keys_and_leaves_quiet_defaults_out(string written, string canonical)
    {
        Assert.Equal(canonical, Canonical(written));
        Assert.Equal(canonical, Canonical(canonical));
    }

    [Theory]
    [InlineData("0.10", "0.1")]
    [InlineData(".1", "0.1")]
    [InlineData("1E-6", "1e-06")]
    [InlineData("0.000001", "1e-06")]
    [InlineData("100000", "100000")]
    [InlineData("1e300", "1e+300")]
    [InlineData("+2", "2")]
    [InlineData("2.0", "2")]
    [InlineData("-0", "0")]
    [InlineData("-0.0", "0")]
    [InlineData("-1e-400", "0")]
    [InlineData("0.1000000000000000055511151231257827", "0.1")]
    [InlineData("5e-324", "5e-324")]
    [InlineData("1.7976931348623157e308", "1.7976931348623157e+308")]
    public void Numbers_take_their_shortest_form(string written, string canonical)
    {
        Assert.Contains($"free={canonical},", Canonical($"thing(free={written})"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_reads_back_as_itself_bit_for_bit()
    {
        var random = new RandomSequence(RandomSequence.KeyOf("numbers"), RandomPurpose.Simulation);

        for (var draw = 0; draw < 20_000; draw++)
        {
            var number = BitConverter.Int64BitsToDouble((long)(((ulong)random.NextWord() << 32) | random.NextWord()));
            if (double.IsFinite(number))
            {
                Assert.Equal(number, Bind($"thing(free={SpecText.Number(number)})").Real("free"));
            }
        }
    }

    [Fact]
    public void Values_are_read_as_their_kinds()
    {
        var arguments = Bind("thing(7,0.25,quick=true,colour=blue,labels=flip(q=0.1),columns=[a,b c],path=here)");

        Assert.Equal(7, arguments.Integer("count"));
        Assert.Equal(7L, arguments.Long("count"));
        Assert.Equal(0.25, arguments.Real("share"));
        Assert.True(arguments.Flag("quick"));
        Assert.Equal("blue", arguments.Text("colour"));
        Assert.Equal("flip(q=0.1)", arguments.Text("labels"));
        Assert.Equal("here", arguments.Text("path"));
        Assert.Equal(["a", "b c"], arguments.Words("columns"));
    }

    [Fact]
    public void A_list_with_quoted_words_is_quoted_as_a_whole()
    {
        var arguments = Bind("thing(columns=\"[a,\\\"b,c\\\"]\")");

        Assert.Equal(["a", "b,c"], arguments.Words("columns"));
    }

    [Fact]
    public void A_parameter_with_neither_value_nor_default_is_absent()
    {
        var arguments = Bind("thing");

        Assert.False(arguments.Has("path"));
        Assert.Null(arguments.Find("path"));
        Assert.Contains("'path'", Assert.Throws<ArgumentException>(() => arguments.Text("path")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_are_equal_exactly_when_their_values_are()
    {
        var arguments = Bind("thing(2,path=a)");

        Assert.Equal(arguments, Bind("thing(path=a,count=2)"));
        Assert.Equal(arguments.GetHashCode(), Bind("thing(path=a,count=2)").GetHashCode());
        Assert.NotEqual(arguments, Bind("thing(3,path=a)"));
        Assert.NotEqual(arguments, Bind("thing(2)"));
        Assert.NotEqual<object>(arguments, "thing(2,path=a)");
        Assert.False(arguments.Equals(null));
    }

    [Fact]
    public void Setting_a_value_leaves_the_arguments_it_came_from_alone()
    {
        var before = Bind("thing(2)");

        var after = before.With("count", "3");

        Assert.Equal(2, before.Integer("count"));
        Assert.Equal(Bind("thing(3)"), after);
        Assert.False(SpecArguments.Empty.Has("count"));
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("[a,b]", "a|b")]
    [InlineData("[ a , b c ]", "a|b c")]
    [InlineData("[\"a,b\",c]", "a,b|c")]
    [InlineData("[f(x,y),[p,q]]", "f(x,y)|[p,q]")]
    [InlineData("[x=1,y]", "x=1|y")]
    [InlineData("[\"x\\\"y\"]", "x\"y")]
    [InlineData("[a", "[a")]
    [InlineData("a,b", "a,b")]
    [InlineData("[]", "")]
    public void A_list_holds_its_words(string list, string joined)
    {
        Assert.Equal(joined.Split('|', StringSplitOptions.RemoveEmptyEntries), SpecText.Words(list));
    }

    [Theory]
    [InlineData("[a,,b]", "a value is missing (column 4).")]
    [InlineData("[a,]", "a value is missing (column 4).")]
    [InlineData("[a)b]", "nothing may follow here, but 'b)' does (column 4).")]
    [InlineData("[\"a]", "the closing quote is missing (column 5).")]
    public void A_list_that_is_none_is_refused_with_its_column(string list, string mistake)
    {
        Assert.Equal(mistake, Assert.Throws<FormatException>(() => SpecText.Words(list)).Message);
    }

    private static SpecArguments Bind(string text)
    {
        Assert.True(SpecText.TryParse(text, out var call, out var mistake), mistake);
        var problems = new List<string>();
        var arguments = SpecArguments.Bind("thing", ThingParameters.All, call, problems);
        Assert.Empty(problems);
        return arguments;
    }

    private static string Canonical(string text) => SpecText.Canonical("thing", ThingParameters.All, Bind(text));
}
