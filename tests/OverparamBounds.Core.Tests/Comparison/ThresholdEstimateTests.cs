using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Core.Tests.Comparison;

/// <summary>The status words that users read.</summary>
public sealed class ThresholdEstimateTests
{
    public static TheoryData<string, ThresholdEstimate> Words { get; } = new()
    {
        { "certified", new ThresholdEstimate.Between(Low: 6, High: 7, Point: 7, WithinRatio: true) },
        { "bracketed", new ThresholdEstimate.Between(Low: 6, High: 12, Point: 8, WithinRatio: false) },
        { "aboveGrid", new ThresholdEstimate.AboveGrid(Widest: 4096) },
        { "undecided", new ThresholdEstimate.Undecided(Low: 1) },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Each_case_has_its_word(string word, ThresholdEstimate estimate)
    {
        Assert.Equal(word, estimate.Status);
    }
}
