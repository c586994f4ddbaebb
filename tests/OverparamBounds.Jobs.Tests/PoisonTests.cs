using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Trials;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Tests;

/// <summary>Poison is for tests alone, so what it is told must be understood to the letter.</summary>
public sealed class PoisonTests
{
    [Fact]
    public void Trials_are_named_with_what_they_do()
    {
        var poison = Poison.Parse("3:17=abort, 4:0=hang");

        Assert.Equal("abort", poison[new Trial(3, 17)]);
        Assert.Equal("hang", poison[new Trial(4, 0)]);
        Assert.Equal(2, poison.Count);
        Assert.Empty(Poison.Parse(null));
    }

    [Theory]
    [InlineData("3:17=faint")]
    [InlineData("3:17")]
    [InlineData("3=abort:17")]
    [InlineData("-3:17=abort")]
    public void What_is_not_understood_is_refused(string text)
    {
        var refusal = Assert.Throws<RequestException>(() => Poison.Parse(text));

        Assert.Contains(Poison.Variable, refusal.Message, StringComparison.Ordinal);
    }
}
