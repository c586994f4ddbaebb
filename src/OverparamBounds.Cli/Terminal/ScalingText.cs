using System.Globalization;
using OverparamBounds.Core.Comparison;

namespace OverparamBounds.Cli.Terminal;

/// <summary>How bounds grow, as a person reads it on a terminal.</summary>
internal static class ScalingText
{
    public static void Write(ScalingAnswer answer)
    {
        Output.Prose(Text($"{answer.Task} · {answer.Architecture} · {answer.Variable} from {answer.Points[0].Value:G4} to {answer.Points[^1].Value:G4}"));
        Console.Out.WriteLine();
        Tables.Write(
            [">" + answer.Variable, ">samples", ">features", ">outputs", ">measured separation", ">smallest eigenvalue of H∞"],
            answer.Points.Select(point => new[]
            {
                Number(point.Value),
                point.Samples.ToString(CultureInfo.InvariantCulture),
                point.Features.ToString(CultureInfo.InvariantCulture),
                point.Outputs.ToString(CultureInfo.InvariantCulture),
                point.Separation is { } separation ? Number(separation) : "-",
                point.LambdaMin is { } lambda ? Number(lambda) : "-",
            }));
        if (answer.Variable == "separation")
        {
            Output.Prose("Every second row was moved to the distance asked for, as a share of its norm; exponents are along what was then measured on the rows as theorems see them.");
        }
        Console.Out.WriteLine();
        Tables.Write(
            ["bound", "kind", "of", ">nominal exponent", ">effective", ">± standard error", ">first", ">last"],
            answer.Bounds.Where(row => row.Effective is not null).OrderBy(row => row.Kind).ThenBy(row => row.Effective).Select(row => new[]
            {
                row.Id,
                row.Kind.ToString(),
                row.Quantity == BoundQuantity.Width ? "width" : "parameters",
                Number(row.Nominal),
                Exponent(row.Effective!.Value),
                row.StandardError is { } error ? error.ToString("0.00", CultureInfo.InvariantCulture) : "-",
                Power(row.Log10Values[0]),
                Power(row.Log10Values[^1]),
            }));
        foreach (var group in answer.Bounds.Where(row => row.Effective is null).GroupBy(row => row.Reason, row => row.Id))
        {
            Output.Prose($"No exponent: {string.Join(", ", group)}: {group.Key}");
        }

        Output.Prose("The nominal exponent is the one printed in the theorem; the effective one is the slope of the computed bound, with eigenvalues, separation and margin measured on each data set of the family.");
        Output.Prose(Text($"{answer.Seconds:F1} s"));
    }

    private static string Power(double? log10) => log10 is { } power
        ? power < 6 ? Math.Pow(10, power).ToString("0", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"10^{power:0.0}")
        : "-";

    /// <summary>Two digits, and no minus before zero.</summary>
    private static string Exponent(double value) => (Math.Round(value, 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
