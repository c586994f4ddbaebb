using System.Buffers.Binary;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>An array in the IDX format of the MNIST files, plain or packed with gzip; every number is big-endian.</summary>
public sealed class Idx
{
    private const string Mend = "Give an IDX file such as train-images-idx3-ubyte.";

    private static readonly Dictionary<byte, (string Name, int Bytes)> Types = new()
    {
        [0x08] = ("u8", 1),
        [0x09] = ("i8", 1),
        [0x0B] = ("i16", 2),
        [0x0C] = ("i32", 4),
        [0x0D] = ("f32", 4),
        [0x0E] = ("f64", 8),
    };

    private readonly byte[] _content;
    private readonly int _start;
    private readonly int _width;

    private Idx(string file, IReadOnlyList<int> sizes, byte type, byte[] content)
    {
        File = file;
        Sizes = sizes;
        (Type, _width) = Types[type];
        _content = content;
        _start = 4 + (4 * sizes.Count);
    }

    public string File { get; }

    /// <summary>Sizes of the dimensions, the last one running fastest; none is 0.</summary>
    public IReadOnlyList<int> Sizes { get; }

    /// <summary>u8, i8, i16, i32, f32 or f64.</summary>
    public string Type { get; }

    public bool IsInteger => Type[0] is 'u' or 'i';

    /// <summary>Values of one entry of the first dimension.</summary>
    public int RowLength => Sizes.Skip(1).Aggregate(1, (product, size) => product * size);

    /// <summary>Reads and checks the header, then compares the length that it implies with the bytes that are there.</summary>
    /// <exception cref="RequestException">The file is not IDX, or is too short or too long.</exception>
    public static Idx Read(FileContent file)
    {
        var head = file.Head(4);
        if (head.Length < 4)
        {
            throw FileMistake.AtByte(file.Name, head.Length, "the end of the file", "the four bytes that begin IDX", Mend);
        }

        if (head[0] != 0 || head[1] != 0)
        {
            throw FileMistake.AtByte(file.Name, head[0] != 0 ? 0 : 1, $"leading bytes {head[0]:X2} {head[1]:X2}", "00 00", Mend);
        }

        if (!Types.TryGetValue(head[2], out var type))
        {
            throw FileMistake.AtByte(file.Name, 2, $"type {head[2]:X2}", "08, 09, 0B, 0C, 0D or 0E", Mend);
        }

        if (head[3] == 0)
        {
            throw FileMistake.AtByte(file.Name, 3, "0 dimensions", "at least 1", Mend);
        }

        var header = 4 + (4 * head[3]);
        head = file.Head(header);
        if (head.Length < header)
        {
            throw FileMistake.AtByte(
                file.Name, head.Length, "the end of the file", $"a header of {header} bytes ({head[3]} sizes)", "The file is cut short: copy or fetch it again.");
        }

        var sizes = ReadSizes(head, file.Name);
        var expected = ExpectedLength(sizes, header, type.Bytes, file.Name);
        var content = file.Content(expected);
        if (content.Length != expected)
        {
            throw FileMistake.AtByte(
                file.Name,
                Math.Min(content.Length, expected),
                $"{content.Length} bytes",
                $"{expected} ({type.Name}, sizes {string.Join(" x ", sizes)})",
                content.Length < expected ? "The file is cut short: copy or fetch it again." : "Something follows the data: cut it off, or fetch the file again.");
        }

        return new(file.Name, sizes, head[2], content);
    }

    /// <summary>One value by its place in reading order.</summary>
    /// <exception cref="RequestException">It is no finite number.</exception>
    public double Value(int index)
    {
        var at = _start + (index * _width);
        var bytes = _content.AsSpan(at, _width);
        var value = Type switch
        {
            "u8" => bytes[0],
            "i8" => (sbyte)bytes[0],
            "i16" => BinaryPrimitives.ReadInt16BigEndian(bytes),
            "i32" => BinaryPrimitives.ReadInt32BigEndian(bytes),
            "f32" => BinaryPrimitives.ReadSingleBigEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };
        return double.IsFinite(value)
            ? value
            : throw FileMistake.AtByte(File, at, FormattableString.Invariant($"{value}"), "a finite number", "Remove or replace the value.");
    }

    private static List<int> ReadSizes(byte[] head, string file)
    {
        var sizes = new List<int>();
        for (var at = 4; at < head.Length; at += 4)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(head.AsSpan(at));
            if (size is 0 or > int.MaxValue)
            {
                throw FileMistake.AtByte(
                    file, at, $"size {size} of dimension {sizes.Count + 1}", $"1..{int.MaxValue}", "The file holds no data, or its header is damaged.");
            }

            sizes.Add((int)size);
        }

        return sizes;
    }

    private static long ExpectedLength(List<int> sizes, int header, int width, string file)
    {
        long total = width;
        foreach (var size in sizes)
        {
            if (total > (long.MaxValue - header) / size)
            {
                throw FileMistake.AtByte(
                    file, 4, $"sizes {string.Join(" x ", sizes)}, whose product overflows", "sizes that a file can hold", "The header is damaged: copy or fetch the file again.");
            }

            total *= size;
        }

        // Content is held in one array; the rest of an over-long packed file must fit behind it for the comparison.
        return total + header <= int.MaxValue - (1 << 20)
            ? total + header
            : throw FileMistake.AtByte(
                file, 4, $"sizes {string.Join(" x ", sizes)}, {total + header} bytes", "less than 2 GiB", "Check the header, or split the file.");
    }
}
