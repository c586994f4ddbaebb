using System.Globalization;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Analysis.Searches;

/// <summary>A launch before it is numbered and placed on the seed ladders.</summary>
internal sealed record LaunchPlan(string Phase, string Reason, IReadOnlyList<WidthLanes> Lanes)
{
    public static LaunchPlan Ascend(double success, IReadOnlyList<WidthLanes> lanes) => new(
        SearchLaunch.Ascend,
        lanes is [var only]
            ? $"Does width {Text(only.Width)} come near a success probability of {SpecText.Number(success)}?"
            : $"Does any of the widths {string.Join(", ", lanes.Select(part => Text(part.Width)))} come near a success probability of {SpecText.Number(success)}?",
        lanes);

    public static LaunchPlan Zoom(double success, int? low, int? high, IReadOnlyList<WidthLanes> lanes) => new(
        SearchLaunch.Zoom,
        (low, high) switch
        {
            ({ } l, { } u) =>
                $"Does width {Text(l)} fall short of a success probability of {SpecText.Number(success)}, and does width {Text(u)} reach it?",
            ({ } l, null) => $"Does width {Text(l)} fall short of a success probability of {SpecText.Number(success)}?",
            _ => $"Does width {Text(high ?? 0)} reach a success probability of {SpecText.Number(success)}?",
        },
        lanes);

    public static LaunchPlan Sentinel(double success, int width, int count) => new(
        SearchLaunch.Sentinel,
        $"Does width {Text(width)}, above the interval, still reach a success probability of {SpecText.Number(success)}?",
        [new(width, count)]);

    private static string Text(int width) => width.ToString(CultureInfo.InvariantCulture);
}

/// <summary>How many lanes of a launch a width gets.</summary>
internal readonly record struct WidthLanes(int Width, int Count);
