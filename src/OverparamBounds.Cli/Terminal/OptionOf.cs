using System.CommandLine;
using System.Globalization;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Options that take a number with a decimal point. A decimal comma is refused, where the usual parser takes 0,9 for 9.</summary>
internal static class RealOption
{
    public static Option<double> Of(string name, double @default, string help) => new(name)
    {
        Description = help,
        DefaultValueFactory = _ => @default,
        CustomParser = result =>
        {
            var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : string.Empty;
            if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                return value;
            }

            result.AddError($"{name} {text}: expected a number with a decimal point, such as 0.9.");
            return @default;
        },
    };
}
