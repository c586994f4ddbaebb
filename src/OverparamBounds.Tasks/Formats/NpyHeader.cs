using System.Globalization;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>What the header of an NPY file says.</summary>
/// <param name="Type">Byte order and type, such as <c>&lt;f8</c>.</param>
/// <param name="IsFortran">Whether the first index runs fastest.</param>
/// <param name="Sizes">Sizes of the dimensions.</param>
internal sealed record NpyHeader(string Type, bool IsFortran, IReadOnlyList<long> Sizes)
{
    /// <summary>Reads the literal of a Python dictionary with the keys descr, fortran_order and shape, and nothing else.</summary>
    /// <param name="text">The header, one character a byte.</param>
    /// <param name="offset">Where it begins in the file.</param>
    /// <exception cref="RequestException">It is anything else; the message names the byte.</exception>
    public static NpyHeader Parse(string file, string text, int offset) => new Parser(file, text, offset).Read();

    private sealed class Parser(string file, string text, int offset)
    {
        private static readonly string[] Keys = ["descr", "fortran_order", "shape"];

        private int _at;

        private string Found => _at == text.Length ? "the end of the header" : $"'{text[_at]}'";

        public NpyHeader Read()
        {
            string? type = null;
            bool? isFortran = null;
            List<long>? sizes = null;
            Expect('{');
            while (!Take('}'))
            {
                SkipSpace();
                var start = _at;
                var key = ReadText();
                Expect(':');
                var isSecond = key switch { "descr" => type is not null, "fortran_order" => isFortran is not null, _ => sizes is not null };
                if (!Keys.Contains(key) || isSecond)
                {
                    throw Wrong(start, isSecond && Keys.Contains(key) ? $"a second key '{key}'" : $"key '{key}'", "the keys descr, fortran_order and shape, once each");
                }

                switch (key)
                {
                    case "descr":
                        type = ReadType();
                        break;
                    case "fortran_order":
                        isFortran = ReadFlag();
                        break;
                    default:
                        sizes = ReadSizes();
                        break;
                }

                if (!Take(','))
                {
                    Expect('}');
                    break;
                }
            }

            SkipSpace();
            if (_at < text.Length)
            {
                throw Wrong(_at, $"{Found} behind the dictionary", "spaces and a line end");
            }

            return type is not null && isFortran is { } order && sizes is not null
                ? new(type, order, sizes)
                : throw Wrong(
                    0, "a dictionary without " + (type is null ? Keys[0] : isFortran is null ? Keys[1] : Keys[2]), "the keys descr, fortran_order and shape");
        }

        private string ReadType()
        {
            SkipSpace();
            return _at < text.Length && text[_at] == '['
                ? throw Wrong(_at, "a structured type", "one number a value")
                : ReadText();
        }

        private bool ReadFlag()
        {
            SkipSpace();
            foreach (var (word, value) in new Dictionary<string, bool> { ["True"] = true, ["False"] = false })
            {
                if (text.AsSpan(_at).StartsWith(word, StringComparison.Ordinal))
                {
                    _at += word.Length;
                    return value;
                }
            }

            throw Wrong(_at, Found, "True or False");
        }

        /// <summary>A tuple: (), (3,), (3, 4) or (3, 4,); brackets around one number alone make none.</summary>
        private List<long> ReadSizes()
        {
            var sizes = new List<long>();
            Expect('(');
            while (!Take(')'))
            {
                sizes.Add(ReadSize(sizes.Count + 1));
                if (!Take(','))
                {
                    var closing = _at;
                    Expect(')');
                    return sizes.Count > 1 ? sizes : throw Wrong(closing, "a number in brackets", "a tuple of sizes, such as (3,)");
                }
            }

            return sizes;
        }

        private long ReadSize(int dimension)
        {
            SkipSpace();
            var start = _at;
            while (_at < text.Length && (char.IsAsciiDigit(text[_at]) || (text[_at] == '-' && _at == start)))
            {
                _at++;
            }

            var digits = text[start.._at];
            if (digits.Length == 0)
            {
                throw Wrong(start, Found, "a size");
            }

            return long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var size) && size > 0
                ? size
                : throw Wrong(start, $"size {digits} of dimension {dimension}", "a size from 1 that 64 bits hold");
        }

        private string ReadText()
        {
            SkipSpace();
            if (_at == text.Length || text[_at] is not ('\'' or '"'))
            {
                throw Wrong(_at, Found, "a text in quotes");
            }

            var start = _at + 1;
            var end = text.IndexOf(text[_at], start);
            if (end < 0)
            {
                throw Wrong(_at, "a quote that is never closed", "a text in quotes");
            }

            _at = end + 1;
            return text[start..end];
        }

        private void Expect(char symbol)
        {
            if (!Take(symbol))
            {
                throw Wrong(_at, Found, $"'{symbol}'");
            }
        }

        private bool Take(char symbol)
        {
            SkipSpace();
            if (_at == text.Length || text[_at] != symbol)
            {
                return false;
            }

            _at++;
            return true;
        }

        private void SkipSpace()
        {
            while (_at < text.Length && text[_at] is ' ' or '\t' or '\n' or '\r')
            {
                _at++;
            }
        }

        private RequestException Wrong(int at, string found, string expected) =>
            FileMistake.AtByte(file, offset + at, string.Concat(found.Select(Shown)), expected, "Save the array again with numpy.save.");

        private static string Shown(char symbol) =>
            char.IsBetween(symbol, ' ', '~') ? symbol.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\x{(int)symbol:X2}");
    }
}
