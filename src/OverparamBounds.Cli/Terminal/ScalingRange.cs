using System.Globalization;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Specs;
using OverparamBounds.Theory;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Reads <c>n=8..1024</c> or <c>n=8,16,32</c>: a variable and its values.</summary>
/// <param name="Values">Increasing; a range stands for its octaves, both ends included.</param>
internal sealed record ScalingRange(ScalingVariable Variable, IReadOnlyList<double> Values)
{
    private const string Form = "expected a variable and a range such as n=8..1024, d=4,8,16, C=2..16, depth=1..8 or separation=0.001..1";

    public static ScalingRange Parse(string text)
    {
        var parts = text.Split('=');
        var known = Enum.GetValues<ScalingVariable>();
        if (parts.Length != 2)
        {
            throw new RequestException($"--scaling {text}: {Form}.");
        }

        if (!known.Any(variable => variable.Name() == parts[0].Trim()))
        {
            var names = known.Select(variable => variable.Name()).ToList();
            throw new RequestException($"--scaling: no variable is called '{parts[0]}'.{NearestName.Hint(parts[0], names)} Known: {string.Join(", ", names)}.");
        }

        var chosen = known.First(variable => variable.Name() == parts[0].Trim());
        var values = ReadValues(text, parts[1], isWhole: chosen != ScalingVariable.Separation);
        return values.Count >= 2 && values.Zip(values.Skip(1), (left, right) => left < right).All(grows => grows)
            ? new(chosen, values)
            : throw new RequestException($"--scaling {text}: at least two different values in increasing order are needed.");
    }

    private static List<double> ReadValues(string text, string list, bool isWhole)
    {
        if (list.Split("..") is [var first, var last])
        {
            var (low, high) = (Number(text, first, isWhole), Number(text, last, isWhole));
            var values = new List<double>();
            for (var value = low; value < high * (1 - 1e-12); value *= 2)
            {
                values.Add(value);
            }

            return [.. values, high];
        }

        return [.. list.Split(',').Select(part => Number(text, part, isWhole))];
    }

    private static double Number(string text, string part, bool isWhole) =>
        double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && value < 1e9 && (!isWhole || double.IsInteger(value))
            ? value
            : throw new RequestException($"--scaling {text}: '{part}' is no positive {(isWhole ? "whole " : string.Empty)}number; {Form}.");
}
