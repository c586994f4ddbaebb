using System.Globalization;
using OverparamBounds.Core.Specs;
using OverparamBounds.Core.Sweeps;

namespace OverparamBounds.Cli.Terminal;

/// <summary>The command line that asks a stored question again.</summary>
internal static class FindCommand
{
    public static string Repeat(FindSpec spec)
    {
        var curve = spec.Curve;
        var search = spec.Grid is { } grid
            ? string.Create(CultureInfo.InvariantCulture, $"--grid {string.Join(',', grid.Widths)} --seeds {grid.Seeds}")
            : string.Create(CultureInfo.InvariantCulture, $"--lanes {spec.Lanes} --budget {spec.MaxTrainings}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"overparam find {Quote(curve.Task)} --arch {Quote(curve.Architecture)} --strategy {Quote(curve.Strategy)} --optimizer {Quote(curve.Optimizer)} --criterion {Quote(curve.Criterion)} --steps {curve.Steps} --success {SpecText.Number(spec.Success)} --confidence {SpecText.Number(spec.Confidence)} --ratio {SpecText.Number(spec.Ratio)} --widths {spec.MinWidth}..{spec.MaxWidth} {search} --seed {curve.Seed}");
    }

    /// <summary>For a POSIX shell.</summary>
    private static string Quote(string text) =>
        text.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '-' or '_' or '.' or '/')
            ? text
            : $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
