using System.Buffers.Binary;
using OverparamBounds.Tasks.Formats;
using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests.Formats;

public sealed class IdxTests
{
    public static TheoryData<byte, string, byte[], double> Values => new()
    {
        { 0x08, "u8", [0xFE], 254 },
        { 0x09, "i8", [0xFE], -2 },
        { 0x0B, "i16", [0x80, 0x01], -32767 },
        { 0x0C, "i32", [0x7F, 0xFF, 0xFF, 0xFE], 2147483646 },
        { 0x0D, "f32", [0xC0, 0x20, 0x00, 0x00], -2.5 },
        { 0x0E, "f64", [0x3F, 0xB9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A], 0.1 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_type_is_read_big_endian(byte type, string name, byte[] bytes, double value)
    {
        var array = Idx.Read(new FileContent("file", MalformedFiles.Idx(type, [2, 1], [.. bytes, .. bytes])));

        Assert.Equal((name, value, value), (array.Type, array.Value(0), array.Value(1)));
        Assert.Equal([2, 1], array.Sizes);
    }

    [Fact]
    public void The_last_index_runs_fastest_and_rows_keep_their_order()
    {
        using var folder = new TemporaryFolder();
        var images = folder.Write("i", MalformedFiles.Idx(0x08, [2, 2, 3], [.. Enumerable.Range(0, 12).Select(at => (byte)(at * 17))]));
        var labels = folder.Write("l", MalformedFiles.Idx(0x08, [2], [9, 4]));

        var data = TaskLoader.Load($"idx({images},{labels})").Data;

        // Unsigned bytes are divided by 255 unless asked otherwise: 17/255 is 1/15.
        Assert.Equal(6, data.Features);
        Assert.Equal(Enumerable.Range(0, 12).Select(at => at * 17 / 255.0), data.Inputs);
        Assert.Equal(["4", "9"], data.ClassNames);
        Assert.Equal([1, 0], data.Labels!);
    }

    [Fact]
    public void Other_types_are_not_divided()
    {
        using var folder = new TemporaryFolder();
        var numbers = new byte[16];
        BinaryPrimitives.WriteDoubleBigEndian(numbers, 0.125);
        BinaryPrimitives.WriteDoubleBigEndian(numbers.AsSpan(8), -3);
        var images = folder.Write("i", MalformedFiles.Idx(0x0E, [2, 1], numbers));
        var labels = folder.Write("l", MalformedFiles.Idx(0x09, [2], [0xFF, 1]));

        var data = TaskLoader.Load($"idx({images},{labels})").Data;

        Assert.Equal([0.125, -3], data.Inputs);
        Assert.Equal(["-1", "1"], data.ClassNames);
    }

    [Fact]
    public void The_first_rows_keep_the_number_of_classes_of_the_file()
    {
        using var folder = new TemporaryFolder();
        var images = folder.Write("i", MalformedFiles.Idx(0x08, [4, 1], [1, 2, 3, 4]));
        var labels = folder.Write("l", MalformedFiles.Pack(MalformedFiles.Idx(0x08, [4], [0, 1, 2, 3])));

        var data = TaskLoader.Load($"idx({images},{labels},2)").Data;

        Assert.Equal((2, 4), (data.Samples, data.Classes));
    }
}
