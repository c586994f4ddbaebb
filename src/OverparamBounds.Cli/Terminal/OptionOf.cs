using System.CommandLine;
using System.Globalization;

namespace OverparamBounds.Cli.Terminal;

/// <summary>Options with a default.</summary>
internal static class OptionOf
{
    public static Option<string> Text(string name, string @default, string help) =>
        new(name) { Description = help, DefaultValueFactory = _ => @default };

    /// <summary>A whole number.</summary>
    public static Option<T> Whole<T>(string name, T @default, string help)
        where T : struct =>
        new(name) { Description = help, DefaultValueFactory = _ => @default };

    /// <summary>A number with a decimal point. A decimal comma is refused, where the usual parser takes 0,9 for 9.</summary>
    public static Option<double> Real(string name, double @default, string help) => new(name)
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
