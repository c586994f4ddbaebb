using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using OverparamBounds.Core.Catalogues;

namespace OverparamBounds.Core.Specs;

/// <summary>
/// The one grammar by which things are named: <c>id</c> or <c>id(key=value,…)</c>. A value without a key goes to the
/// next parameter in declared order. A value holds its own brackets balanced; anything else that needs a comma, a
/// bracket or a border space is put in double quotes, where <c>\"</c> and <c>\\</c> stand for themselves.
/// </summary>
public static class SpecText
{
    /// <summary>Reads a spec. On failure <paramref name="mistake"/> says what is wrong, with the column from 1.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out SpecCall? call, [NotNullWhen(false)] out string? mistake)
    {
        call = null;
        var reader = new Reader(text);
        try
        {
            call = reader.ReadCall();
            mistake = null;
            return true;
        }
        catch (FormatException problem)
        {
            mistake = $"'{text}' cannot be read: {problem.Message}";
            return false;
        }
    }

    /// <summary>The text that reads back as the same call.</summary>
    public static string Write(SpecCall call)
    {
        var arguments = call.Arguments.Select(argument =>
            argument.Key is null ? QuoteAlone(argument.Value) : $"{argument.Key}={Quote(argument.Value)}");
        return call.Arguments.Count == 0 ? call.Id : $"{call.Id}({string.Join(',', arguments)})";
    }

    /// <summary>The canonical text of a bound spec, which is what is hashed.</summary>
    public static string Canonical(string id, IReadOnlyList<Parameter> parameters, SpecArguments arguments)
    {
        var pairs = parameters
            .Where(parameter => arguments.Find(parameter.Name) is { } value && !(parameter.Quiet && value == parameter.Default))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Name}={Quote(arguments.Find(parameter.Name)!)}")
            .ToList();
        return pairs.Count == 0 ? id : $"{id}({string.Join(',', pairs)})";
    }

    /// <summary>The shortest text that reads back as the same number; negative zero is zero.</summary>
    public static string Number(double value) => (value + 0.0).ToString("R", CultureInfo.InvariantCulture).ToLowerInvariant();

    /// <summary>The words of a list value: <c>a</c> is one, <c>[a,b]</c> two.</summary>
    /// <exception cref="FormatException">The text begins and ends as a list, but is none.</exception>
    public static IReadOnlyList<string> Words(string list)
    {
        var isList = list.StartsWith('[') && list.EndsWith(']');
        return isList ? new Reader($"({list[1..^1]})").ReadWords() : [list];
    }

    private static string Quote(string value) =>
        NeedsQuotes(value) ? Quoted(value) : value;

    private static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>Without a key before it, a value that holds '=' would be read as one.</summary>
    private static string QuoteAlone(string value) => value.Contains('=') ? Quoted(value) : Quote(value);

    private static bool NeedsQuotes(string value)
    {
        if (value.Length == 0 || value != value.Trim() || value.Contains('"') || value.Any(char.IsControl))
        {
            return true;
        }

        var open = new Stack<char>();
        foreach (var symbol in value)
        {
            switch (symbol)
            {
                case '(' or '[':
                    open.Push(symbol == '(' ? ')' : ']');
                    break;
                case ')' or ']' when !open.TryPop(out var expected) || expected != symbol:
                case ',' or '=' when open.Count == 0:
                    return true;
                default:
                    break;
            }
        }

        return open.Count > 0;
    }

    private sealed class Reader(string text)
    {
        private int _at;

        public SpecCall ReadCall()
        {
            SkipSpace();
            var id = ReadName("a name");
            SkipSpace();
            var arguments = _at < text.Length && text[_at] == '(' ? ReadBrackets(ReadArgument) : [];
            SkipSpace();
            EnsureEnd();
            return new SpecCall(id, arguments);
        }

        public List<string> ReadWords()
        {
            var words = ReadBrackets(ReadValue);
            EnsureEnd();
            return words;
        }

        private List<T> ReadBrackets<T>(Func<T> read)
        {
            var items = new List<T>();
            _at++;
            SkipSpace();
            if (_at < text.Length && text[_at] == ')')
            {
                _at++;
                return items;
            }

            while (true)
            {
                items.Add(read());
                SkipSpace();
                if (_at == text.Length)
                {
                    throw Wrong("')' is missing");
                }

                if (text[_at] == ')')
                {
                    _at++;
                    return items;
                }

                if (text[_at] != ',')
                {
                    throw Wrong($"expected ',' or ')', found '{text[_at]}'");
                }

                _at++;
            }
        }

        private SpecArgument ReadArgument()
        {
            SkipSpace();
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '-'))
            {
                _at++;
            }

            var name = text[start.._at];
            SkipSpace();
            if (name.Length > 0 && _at < text.Length && text[_at] == '=')
            {
                _at++;
                return new SpecArgument(name, ReadValue());
            }

            _at = start;
            return new SpecArgument(null, ReadValue());
        }

        private string ReadValue()
        {
            SkipSpace();
            if (_at < text.Length && text[_at] == '"')
            {
                return ReadQuoted();
            }

            var start = _at;
            var open = new Stack<char>();
            for (; _at < text.Length; _at++)
            {
                var symbol = text[_at];
                if (symbol is '(' or '[')
                {
                    open.Push(symbol == '(' ? ')' : ']');
                }
                else if (open.Count > 0 && symbol is ')' or ']')
                {
                    if (open.Count == 0 || open.Pop() != symbol)
                    {
                        throw Wrong($"'{symbol}' closes nothing");
                    }
                }
                else if (open.Count == 0 && symbol is ',' or ')')
                {
                    break;
                }
                else if (symbol == '"')
                {
                    throw Wrong("a quote may only stand around a whole value");
                }
            }

            if (open.Count > 0)
            {
                throw Wrong($"'{open.Peek()}' is missing");
            }

            var value = text[start.._at].Trim();
            return value.Length > 0 ? value : throw Wrong("a value is missing");
        }

        private string ReadQuoted()
        {
            var value = new StringBuilder();
            for (_at++; _at < text.Length; _at++)
            {
                switch (text[_at])
                {
                    case '"':
                        _at++;
                        return value.ToString();
                    case '\\' when _at + 1 < text.Length && text[_at + 1] is '"' or '\\':
                        value.Append(text[++_at]);
                        break;
                    default:
                        value.Append(text[_at]);
                        break;
                }
            }

            throw Wrong("the closing quote is missing");
        }

        private string ReadName(string what)
        {
            var start = _at;
            while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '-' or '+' or '.'))
            {
                _at++;
            }

            return _at > start
                ? text[start.._at]
                : throw Wrong(_at < text.Length ? $"expected {what}, found '{text[_at]}'" : $"expected {what}");
        }

        private void EnsureEnd()
        {
            if (_at < text.Length)
            {
                throw Wrong($"nothing may follow here, but '{text[_at..]}' does");
            }
        }

        private void SkipSpace()
        {
            while (_at < text.Length && char.IsWhiteSpace(text[_at]))
            {
                _at++;
            }
        }

        private FormatException Wrong(string what) => new($"{what} (column {_at + 1}).");
    }
}
