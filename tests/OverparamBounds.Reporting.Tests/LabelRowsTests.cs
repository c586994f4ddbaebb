using OverparamBounds.Core.Randomness;
using OverparamBounds.Reporting.Drawing;
using OverparamBounds.Reporting.Figures;

namespace OverparamBounds.Reporting.Tests;

public class LabelRowsTests
{
    private static readonly FigureMark Mark = new FigureMark.Level("a mark", 0);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void No_text_meets_a_text_and_no_line_crosses_one(int seed)
    {
        var draws = new RandomSequence((ulong)seed, RandomPurpose.Simulation);
        for (var trial = 0; trial < 50; trial++)
        {
            var requests = Enumerable.Range(0, 1 + draws.NextIndex(14))
                .Select(_ => new LabelRequest(Mark, "text", draws.NextUniform() < 0.15 ? null : draws.NextUniform(100, 1100), draws.NextUniform(60, 320)))
                .ToList();

            var placed = LabelRows.Place(requests, left: 24, right: 1192, mostRows: 9);

            Assert.All(placed, label => Assert.True(label.Left >= 24 && label.Right <= 1192.001));
            foreach (var (one, other) in from one in placed from other in placed where !ReferenceEquals(one, other) select (one, other))
            {
                Assert.False(one.Row == other.Row && one.Left < other.Right && other.Left < one.Right, "two texts meet");
                Assert.False(
                    one.Request.Anchor is { } line && one.Row > other.Row && line > other.Left && line < other.Right,
                    "a line crosses a text");
            }
        }
    }

    [Fact]
    public void A_handful_of_labels_all_find_room()
    {
        double[] anchors = [196, 694, 775, 896, 896, 1150];
        var requests = anchors.Select(anchor => new LabelRequest(Mark, "text", anchor, 300)).ToList();

        var placed = LabelRows.Place(requests, left: 24, right: 1192, mostRows: 9);

        Assert.Equal(requests.Count, placed.Count);
    }

    [Fact]
    public void Where_room_is_short_the_most_important_labels_stay()
    {
        var requests = Enumerable.Range(0, 40).Select(at => new LabelRequest(Mark, $"{at}", 300 + (20 * at), 300)).ToList();

        var placed = LabelRows.Place(requests, left: 24, right: 1192, mostRows: 9);

        Assert.InRange(placed.Count, 9, 39);
        Assert.Equal(requests.Take(placed.Count).Select(request => request.Text).Order(), placed.Select(label => label.Request.Text).Order());
    }

    [Fact]
    public void Labels_far_apart_share_the_lowest_row()
    {
        LabelRequest[] requests = [new(Mark, "text", 100, 100), new(Mark, "text", 400, 100), new(Mark, "text", 800, 100)];

        Assert.All(LabelRows.Place(requests, 24, 1192, 9), label => Assert.Equal(0, label.Row));
    }
}
