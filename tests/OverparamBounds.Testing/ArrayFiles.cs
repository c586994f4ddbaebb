using System.Buffers.Binary;
using System.Text;

namespace OverparamBounds.Testing;

/// <summary>NPY arrays and zip archives, byte by byte as numpy writes them.</summary>
public static class ArrayFiles
{
    /// <summary>Three rows of two numbers.</summary>
    public static byte[] SoundInputs { get; } = Npy("<f8", "(3, 2)", Doubles(1, 2, 3, 4, 5, 6));

    /// <summary>Three classes of two kinds.</summary>
    public static byte[] SoundLabels { get; } = Npy("<i8", "(3,)", Longs(0, 1, 0));

    /// <summary>An NPY file, version 1, its data from byte 128.</summary>
    public static byte[] Npy(string type, string shape, byte[] data) =>
        Npy(1, $"{{'descr': '{type}', 'fortran_order': False, 'shape': {shape}, }}", data);

    /// <summary>An NPY file whose header is anything, padded with spaces to 128 bytes where it is shorter.</summary>
    public static byte[] Npy(byte version, string header, byte[] data)
    {
        var preamble = version == 1 ? 10 : 12;
        header = header.PadRight(128 - preamble - 1) + "\n";
        var length = new byte[preamble - 8];
        for (var at = 0; at < length.Length; at++)
        {
            length[at] = (byte)(header.Length >> (8 * at));
        }

        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.Latin1.GetBytes(header), .. data];
    }

    public static byte[] Doubles(params double[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    public static byte[] Longs(params long[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <summary>A zip archive of stored members, with zip64 fields in their own headers as numpy writes them.</summary>
    public static byte[] Zip(params IReadOnlyList<ZipMember> members)
    {
        var archive = new List<byte>();
        var directory = new List<byte>();
        foreach (var member in members)
        {
            var name = Encoding.UTF8.GetBytes(member.Name);
            byte[] packed = member.Packed ?? member.Content;
            byte[] common = [.. Short(member.Flags), .. Short(member.Method), .. Word(0), .. Word(Checksum(member.Content))];
            directory.AddRange(
            [
                .. Word(0x02014B50), .. Short(45), .. Short(45), .. common, .. Word((uint)packed.Length), .. Word((uint)member.Content.Length),
                .. Short(name.Length), .. Short(0), .. Short(0), .. Short(0), .. Short(0), .. Word(0), .. Word((uint)archive.Count), .. name,
            ]);
            archive.AddRange(
            [
                .. Word(0x04034B50), .. Short(45), .. common, .. Word(uint.MaxValue), .. Word(uint.MaxValue), .. Short(name.Length), .. Short(20), .. name,
                .. Short(1), .. Short(16), .. Longs(member.Content.Length, packed.Length), .. packed,
            ]);
        }

        return
        [
            .. archive, .. directory, .. Word(0x06054B50), .. Word(0), .. Short(members.Count), .. Short(members.Count),
            .. Word((uint)directory.Count), .. Word((uint)archive.Count), .. Short(0),
        ];
    }

    /// <summary>The checksum of zip, bit by bit.</summary>
    public static uint Checksum(byte[] content)
    {
        var sum = uint.MaxValue;
        foreach (var value in content)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }

        return ~sum;
    }

    public static byte[] Word(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return bytes;
    }

    private static byte[] Short(int value) => [(byte)value, (byte)(value >> 8)];
}

/// <summary>A member of a zip archive.</summary>
/// <param name="Content">What it holds once unpacked.</param>
public sealed record ZipMember(string Name, byte[] Content)
{
    public int Method { get; init; }

    public int Flags { get; init; }

    /// <summary>Its bytes in the archive, where they are not the content itself.</summary>
    public byte[]? Packed { get; init; }
}
