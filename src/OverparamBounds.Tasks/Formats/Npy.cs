using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>An array of numbers in numpy's NPY format, versions 1 to 3, plain or packed with gzip.</summary>
public sealed class Npy
{
    private const string Mend = "Give a file as numpy.save writes it.";
    private const string Cut = "The file is cut short: copy or fetch it again.";

    /// <summary>Before the header: magic, version, and a length of two bytes, or four from version 2 on.</summary>
    private const int PreambleLength = 8;

    /// <summary>numpy's own headers have some hundred bytes.</summary>
    private const int LongestHeader = 1 << 20;

    private static readonly string[] Types = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8"];

    private readonly byte[] _content;
    private readonly int _start;
    private readonly int _width;
    private readonly bool _isBigEndian;
    private readonly bool _isFortran;

    private Npy(string file, NpyHeader header, int start, byte[] content)
    {
        File = file;
        Type = header.Type[1..];
        Sizes = [.. header.Sizes.Select(size => (int)size)];
        _content = content;
        _start = start;
        _width = header.Type[2] - '0';
        _isBigEndian = header.Type[0] == '>' || (header.Type[0] is '=' or '|' && !BitConverter.IsLittleEndian);
        _isFortran = header.IsFortran;
    }

    public string File { get; }

    /// <summary>Sizes of the dimensions; none is 0.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>Kind (b, i, u or f) and bytes of a number, such as f8.</summary>
    public string Type { get; }

    /// <summary>Values of one entry of the first dimension.</summary>
    public int RowLength => Sizes.Skip(1).Aggregate(1, (product, size) => product * size);

    /// <summary>Reads and checks the header, then compares the length that it implies with the bytes that are there.</summary>
    /// <exception cref="RequestException">The file is no NPY array of numbers, or is too short or too long.</exception>
    public static Npy Read(FileContent file)
    {
        var start = HeaderEnd(file, out var headerStart);
        var text = Encoding.Latin1.GetString(file.Head(start), headerStart, start - headerStart);
        var header = NpyHeader.Parse(file.Name, text, headerStart);
        CheckType(file.Name, header.Type, headerStart);
        var expected = ExpectedLength(file.Name, header, start, headerStart);
        var content = file.Content(expected);
        return content.Length == expected
            ? new(file.Name, header, start, content)
            : throw FileMistake.AtByte(
                file.Name,
                Math.Min(content.Length, expected),
                $"{content.Length} bytes",
                $"{expected} (a header of {start}, then {header.Type} of shape {Shape(header)})",
                content.Length < expected ? Cut : "Something follows the data: cut it off, or save the array again.");
    }

    /// <summary>One value by its place in reading order, the last index running fastest.</summary>
    /// <exception cref="RequestException">It is no finite number.</exception>
    public double Value(int index)
    {
        var at = OffsetOf(index);
        var value = Type switch
        {
            ['b', ..] => Flag(at),
            ['i', ..] => Signed(Bits(at)),
            ['u', ..] => Bits(at),
            "f2" => (double)BitConverter.UInt16BitsToHalf((ushort)Bits(at)),
            "f4" => BitConverter.UInt32BitsToSingle((uint)Bits(at)),
            _ => BitConverter.UInt64BitsToDouble(Bits(at)),
        };
        return double.IsFinite(value) ? value : throw Mistake(index, Shown(value), "a finite number");
    }

    /// <summary>One value that must be whole.</summary>
    /// <exception cref="RequestException">It is not, or 64 bits with a sign do not hold it.</exception>
    public long Whole(int index)
    {
        switch (Type[0])
        {
            case 'i':
                return Signed(Bits(OffsetOf(index)));
            case 'u':
                var bits = Bits(OffsetOf(index));
                return bits <= long.MaxValue ? (long)bits : throw Mistake(index, $"label {bits}", "a class number");
            default:
                // Up to 2^53 every whole number is its own double.
                return Value(index) is var value && value == Math.Floor(value) && Math.Abs(value) <= 1L << 53
                    ? (long)value
                    : throw Mistake(index, Shown(value), "a whole number, as a class is");
        }
    }

    /// <summary>A mistake about one value, at its place in the file.</summary>
    internal RequestException Mistake(int index, string found, string expected) =>
        FileMistake.AtByte(File, OffsetOf(index), found, expected, "Remove or replace the value.");

    /// <summary>A mistake about the number of dimensions.</summary>
    internal RequestException WrongShape(string expected, string mend) =>
        FileMistake.AtByte(
            File, PreambleLength, $"{(Sizes.Count == 1 ? "1 dimension" : $"{Sizes.Count} dimensions")} ({string.Join(" x ", Sizes)})", expected, mend);

    private static int HeaderEnd(FileContent file, out int headerStart)
    {
        var head = file.Head(PreambleLength + 4);
        ReadOnlySpan<byte> magic = [0x93, .. "NUMPY"u8];
        var same = head.AsSpan().CommonPrefixLength(magic);
        if (same < magic.Length)
        {
            throw same == head.Length
                ? FileMistake.AtByte(file.Name, same, "the end of the file", "93 and NUMPY, which begin NPY", Mend)
                : FileMistake.AtByte(file.Name, same, $"byte {head[same]:X2}", "93 and NUMPY, which begin NPY", Mend);
        }

        if (head.Length >= PreambleLength && (head[6] is not (1 or 2 or 3) || head[7] != 0))
        {
            throw FileMistake.AtByte(file.Name, 6, $"version {head[6]}.{head[7]}", "1.0, 2.0 or 3.0", Mend);
        }

        headerStart = PreambleLength + (head.Length > 6 && head[6] == 1 ? 2 : 4);
        if (head.Length < headerStart)
        {
            throw FileMistake.AtByte(file.Name, head.Length, "the end of the file", "version and length of the header", Cut);
        }

        var length = head[6] == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(head.AsSpan(PreambleLength))
            : BinaryPrimitives.ReadUInt32LittleEndian(head.AsSpan(PreambleLength));
        if (length > LongestHeader)
        {
            throw FileMistake.AtByte(file.Name, PreambleLength, $"a header of {length} bytes", $"at most {LongestHeader}", Mend);
        }

        var end = headerStart + (int)length;
        return file.Head(end).Length is var there && there == end
            ? end
            : throw FileMistake.AtByte(file.Name, there, "the end of the file", $"a header that ends at byte {end}", Cut);
    }

    private static void CheckType(string file, string type, int headerStart)
    {
        if (type is ['<' or '>' or '|' or '=', .. var kind] && Types.Contains(kind))
        {
            return;
        }

        var found = type.TrimStart('<', '>', '|', '=') switch
        {
            ['O', ..] => $"objects (descr '{type}'), which are never unpickled",
            ['c', ..] => $"complex numbers (descr '{type}')",
            ['S' or 'U' or 'a', ..] => $"texts (descr '{type}')",
            ['V', ..] => $"structured or raw data (descr '{type}')",
            _ => $"descr '{string.Concat(type.Take(40).Select(symbol => char.IsBetween(symbol, ' ', '~') ? symbol : '?'))}'",
        };
        throw FileMistake.AtByte(
            file, headerStart, found, "numbers: <, >, | or = and one of " + string.Join(", ", Types), "Convert the array with astype('<f8') and save it again.");
    }

    private static long ExpectedLength(string file, NpyHeader header, int start, int headerStart)
    {
        long total = header.Type[2] - '0';
        foreach (var size in header.Sizes)
        {
            if (total > (long.MaxValue - start) / size)
            {
                throw FileMistake.AtByte(
                    file, headerStart, $"shape {Shape(header)}, whose product overflows", "sizes that a file can hold", "The header is damaged: copy or fetch the file again.");
            }

            total *= size;
        }

        // Content is held in one array; the rest of an over-long packed file must fit behind it for the comparison.
        return total + start <= int.MaxValue - (1 << 20)
            ? total + start
            : throw FileMistake.AtByte(file, headerStart, $"shape {Shape(header)}, {total + start} bytes", "less than 2 GiB", "Check the header, or split the file.");
    }

    private static string Shape(NpyHeader header) => string.Join(" x ", header.Sizes);

    private static string Shown(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private int OffsetOf(int index)
    {
        if (!_isFortran)
        {
            return _start + (index * _width);
        }

        // The digits of the place in the mixed radix of the sizes, weighed by the strides of the other order.
        var (rest, total, stride) = (index, 0, _content.Length - _start);
        for (var dimension = Sizes.Count - 1; dimension >= 0; dimension--)
        {
            stride /= Sizes[dimension];
            total += rest % Sizes[dimension] * stride;
            rest /= Sizes[dimension];
        }

        return _start + total;
    }

    private ulong Bits(int at)
    {
        var bits = 0UL;
        for (var place = 0; place < _width; place++)
        {
            bits = (bits << 8) | _content[_isBigEndian ? at + place : at + _width - 1 - place];
        }

        return bits;
    }

    private long Signed(ulong bits)
    {
        var unused = 64 - (8 * _width);
        return (long)(bits << unused) >> unused;
    }

    private double Flag(int at) => _content[at] is 0 or 1
        ? _content[at]
        : throw FileMistake.AtByte(File, at, $"byte {_content[at]:X2}", "00 or 01, as a truth value is", "Remove or replace the value.");
}
