using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Core.Tests.Catalogues;

/// <summary>What a mistyped name was meant to be.</summary>
public sealed class NearestNameTests
{
    private static readonly string[] Known = ["adam", "gd", "sgd", "momentum", "nesterov", "leakyrelu"];

    [Theory]
    [InlineData("adma", "adam", "a swap of neighbours is one edit")]
    [InlineData("adm", "adam", "a letter left out")]
    [InlineData("addam", "adam", "a letter too many")]
    [InlineData("adom", "adam", "another letter")]
    [InlineData("ADAM", "adam", "letter case is no edit")]
    [InlineData("momemtun", "momentum", "two edits in eight letters")]
    [InlineData("leaky-relu", "leakyrelu", "a hyphen")]
    [InlineData("sg", "sgd", "one edit beats two")]
    [InlineData("bd", "gd", "a name of two letters may differ by one")]
    public void A_name_close_by_is_found(string written, string meant, string because)
    {
        Assert.True(NearestName.Of(written, Known) == meant, because);
        Assert.Equal($" Did you mean '{meant}'?", NearestName.Hint(written, Known));
    }

    [Theory]
    [InlineData("")]
    [InlineData("elephant")]
    [InlineData("xyz")]
    [InlineData("momxyzum")]
    public void A_name_far_from_all_gives_no_hint(string written)
    {
        Assert.Null(NearestName.Of(written, Known));
        Assert.Equal("", NearestName.Hint(written, Known));
    }

    [Fact]
    public void Without_known_names_there_is_no_hint()
    {
        Assert.Null(NearestName.Of("adam", []));
    }

    [Fact]
    public void A_known_name_is_its_own_nearest()
    {
        Assert.All(Known, name => Assert.Equal(name, NearestName.Of(name, Known)));
    }
}
