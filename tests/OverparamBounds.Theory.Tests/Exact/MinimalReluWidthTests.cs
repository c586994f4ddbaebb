using System.Diagnostics;
using System.Numerics;
using OverparamBounds.Core.Data;
using OverparamBounds.Theory.Exact;
using OverparamBounds.Theory.Tests.Patterns;

namespace OverparamBounds.Theory.Tests.Exact;

public class MinimalReluWidthTests
{
    [Theory]
    [InlineData(2, ReluFit.Signs)]
    [InlineData(2, ReluFit.Exact)]
    [InlineData(3, ReluFit.Signs)]
    [InlineData(3, ReluFit.Exact)]
    [InlineData(4, ReluFit.Signs)]
    [InlineData(4, ReluFit.Exact)]
    [InlineData(5, ReluFit.Signs)]
    public void TRY(int k, ReluFit fit)
    {
        var watch = Stopwatch.StartNew();
        var answer = Find(Parity(k), new() { Fit = fit });
        Console.WriteLine($"{k} {fit} least {answer.Least} fits {answer.Fits?.Width} patterns {answer.Patterns} programs {answer.Programs} {answer.Reason} {watch.ElapsedMilliseconds} ms");
        foreach (var w in answer.Widths)
        {
            Console.WriteLine("   " + w);
        }
    }

    private static Dataset Parity(int columns)
    {
        var rows = ActivationPatternsTests.Cube(columns);
        return Examples.Classified(rows, [.. rows.Select((_, at) => BitOperations.PopCount((uint)at) % 2)]);
    }

    private static MinimalReluAnswer Find(Dataset dataset, MinimalReluOptions options) =>
        MinimalReluWidth.Find(dataset, options, TestContext.Current.CancellationToken);
}
