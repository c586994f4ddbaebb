using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Workers;

namespace OverparamBounds.Jobs.Tests.Workers;

public sealed class FailPointTests
{
    [Fact]
    public void Every_place_is_read_with_its_visit()
    {
        var text = string.Join(',', FailPoint.All.Select((place, index) => $"{place}@{index + 1}"));

        var deadly = FailPoint.Parse(text);

        Assert.Equal(FailPoint.All.Select((place, index) => (place, index + 1)), deadly.Select(pair => (pair.Key, pair.Value)));
        Assert.Empty(FailPoint.Parse(null));
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("claimed@0")]
    [InlineData("claimed@-1")]
    [InlineData("nowhere@1")]
    [InlineData("claimed@1@2")]
    public void What_would_never_kill_is_refused(string text)
    {
        var problem = Assert.Throws<RequestException>(() => FailPoint.Parse(text));

        Assert.Contains($"'{text}' is not PLACE@VISIT", problem.Message, StringComparison.Ordinal);
    }
}
