using System.IO.Compression;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Formats;
using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests.Formats;

public sealed class NpyTests
{
    public static TheoryData<string, byte[], double> Values => new()
    {
        { "|b1", [0x01], 1 },
        { "|i1", [0xFE], -2 },
        { "<i1", [0x80], -128 },
        { "<i2", [0x01, 0x80], -32767 },
        { ">i2", [0x80, 0x01], -32767 },
        { "<i4", [0xFE, 0xFF, 0xFF, 0x7F], 2147483646 },
        { ">i4", [0xFF, 0xFF, 0xFF, 0xFD], -3 },
        { "<i8", [0xFD, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF], -3 },
        { "|u1", [0xFE], 254 },
        { ">u2", [0x01, 0x02], 258 },
        { "<u4", [0x02, 0x01, 0x00, 0x80], 2147483906 },
        { ">u8", [0x00, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00], 9007199254740992 },
        { "<f2", [0x00, 0xC1], -2.5 },
        { ">f2", [0x00, 0x01], 5.9604644775390625e-8 },
        { "<f4", [0x00, 0x00, 0x20, 0xC0], -2.5 },
        { ">f4", [0xC0, 0x20, 0x00, 0x00], -2.5 },
        { "<f8", [0x9A, 0x99, 0x99, 0x99, 0x99, 0x99, 0xB9, 0x3F], 0.1 },
        { ">f8", [0x3F, 0xB9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9A], 0.1 },
    };

    [Theory]
    [MemberData(nameof(Values))]
    public void Every_type_is_read_in_both_byte_orders(string type, byte[] bytes, double value)
    {
        var array = Read(ArrayFiles.Npy(type, "(2, 1)", [.. bytes, .. bytes]));

        Assert.Equal((type[1..], value, value), (array.Type, array.Value(0), array.Value(1)));
        Assert.Equal([2, 1], array.Sizes);
        Assert.True(value != Math.Floor(value) || array.Whole(1) == value);
    }

    [Fact]
    public void The_order_of_this_machine_is_the_order_of_an_equals_sign()
    {
        Assert.Equal(-7.25, Read(ArrayFiles.Npy("=f8", "(1,)", BitConverter.GetBytes(-7.25))).Value(0));
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }")]
    [InlineData("{\"shape\":(2,3,),\"descr\":\"<f8\",\"fortran_order\":False}")]
    [InlineData("  {  'fortran_order' : False,'shape' : ( 2 , 3 ) ,\n 'descr':'<f8'\t}  ")]
    public void One_header_may_be_written_in_several_ways_and_versions(string header)
    {
        foreach (var version in new byte[] { 1, 2, 3 })
        {
            var array = Read(ArrayFiles.Npy(version, header, ArrayFiles.Doubles(1, 2, 3, 4, 5, 6)));

            Assert.Equal([2, 3], array.Sizes);
            Assert.Equal([1, 2, 3, 4, 5, 6], Enumerable.Range(0, 6).Select(array.Value));
        }
    }

    [Fact]
    public void Data_begins_behind_the_header_whatever_its_padding()
    {
        byte[] text = [.. "{'descr': '|u1', 'fortran_order': False, 'shape': (2,)}"u8];

        var array = Read([0x93, .. "NUMPY"u8, 1, 0, (byte)text.Length, 0, .. text, 7, 9]);

        Assert.Equal((7, 9), (array.Value(0), array.Value(1)));
    }

    [Fact]
    public void In_fortran_order_the_first_index_runs_fastest()
    {
        // Of 2 x 3 x 4: entry (i, j, k) holds 100 i + 10 j + k.
        var data = new byte[24];
        for (var at = 0; at < 24; at++)
        {
            data[at] = (byte)((100 * (at % 2)) + (10 * (at / 2 % 3)) + (at / 6));
        }

        var array = Read(ArrayFiles.Npy(1, "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3, 4)}", data));

        Assert.Equal(
            Enumerable.Range(0, 24).Select(at => (100.0 * (at / 12)) + (10 * (at / 4 % 3)) + (at % 4)),
            Enumerable.Range(0, 24).Select(array.Value));
    }

    [Theory]
    [InlineData("(3, 2)", false)]
    [InlineData("(3, 1, 2)", true)]
    [InlineData("(3, 1, 1, 2)", true)]
    public void Arrays_of_three_or_four_dimensions_are_images(string shape, bool isImage)
    {
        using var folder = new TemporaryFolder();
        var x = folder.Write("x.npy", ArrayFiles.Npy("<f8", shape, ArrayFiles.Doubles(1, 2, 3, 4, 5, 6)));
        var y = folder.Write("y.npy", ArrayFiles.SoundLabels);

        var data = TaskLoader.Load($"npy({x},{y},divide=2)").Data;

        Assert.Equal([0.5, 1, 1.5, 2, 2.5, 3], data.Inputs);
        Assert.Equal(isImage, data.Shape is InputShape.Image);
        Assert.Equal(2, data.Problem.Shape.Features);
    }

    [Fact]
    public void Targets_are_whole_numbers_in_any_type_or_real_ones_where_asked()
    {
        using var folder = new TemporaryFolder();
        var x = folder.Write("x.npy", ArrayFiles.SoundInputs);
        var pair = folder.Write("pair.npy", ArrayFiles.Npy("<f8", "(3,)", ArrayFiles.Doubles(1, -1, 1)));
        var real = folder.Write("real.npy", ArrayFiles.Npy("<f8", "(3, 2)", ArrayFiles.Doubles(0.5, 1, 1.5, 2, 2.5, 4)));

        var classes = TaskLoader.Load($"npy({x},{pair})").Data;
        var numbers = TaskLoader.Load($"npy({x},{real},task=regression)").Data;

        Assert.Equal((2, 1), (classes.Classes, classes.Outputs));
        Assert.Equal(["-1", "1"], classes.ClassNames);
        Assert.Equal([1, 0, 1], classes.Labels!);
        Assert.Equal([0.5, 1, 1.5, 2, 2.5, 4], numbers.Targets!);
        Assert.Equal(2, numbers.Outputs);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void Archives_of_other_writers_are_read_and_other_members_left_alone(CompressionLevel level)
    {
        using var folder = new TemporaryFolder();
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "objects.npy", level, ArrayFiles.Npy("|O", "(3,)", [1, 2, 3]));
            Add(archive, "in.npy", level, ArrayFiles.SoundInputs);
            Add(archive, "out.npy", level, ArrayFiles.SoundLabels);
        }

        var path = folder.Write("arrays.npz", bytes.ToArray());
        var data = TaskLoader.Load($"npz({path},x=in,y=out)").Data;

        Assert.Equal([1, 2, 3, 4, 5, 6], data.Inputs);
        Assert.Equal([0, 1, 0], data.Labels!);
    }

    [Fact]
    public void Directories_with_zip64_records_are_read()
    {
        using var folder = new TemporaryFolder();
        var plain = ArrayFiles.Zip(new ZipMember("X.npy", ArrayFiles.SoundInputs), new ZipMember("y.npy", ArrayFiles.SoundLabels));
        var end = plain.Length - 22;
        var start = end - (2 * 51);

        // The directory's numbers move to a record of their own, whose place a locator gives.
        byte[] large =
        [
            .. plain[..end], .. ArrayFiles.Word(0x06064B50), .. ArrayFiles.Longs(44), 45, 0, 45, 0, .. new byte[8], .. ArrayFiles.Longs(2, 2, end - start, start),
            .. ArrayFiles.Word(0x07064B50), .. ArrayFiles.Word(0), .. ArrayFiles.Longs(end), .. ArrayFiles.Word(1),
            .. plain[end..(end + 8)], .. Enumerable.Repeat((byte)0xFF, 12), 0, 0,
        ];

        Assert.Equal([1, 2, 3, 4, 5, 6], TaskLoader.Load($"npz({folder.Write("large.npz", large)})").Data.Inputs);
        for (var length = large.Length - 1; length >= 0; length--)
        {
            Assert.Throws<RequestException>(() => Zip.Open(new FileContent("cut", large[..length])));
        }
    }

    [Fact]
    public void One_content_in_every_format_is_one_matrix()
    {
        string[] tasks =
        [
            $"npy({SharedData.Path("digits", "digits8x8_X_f4.npy")},{SharedData.Path("digits", "digits8x8_y_i8.npy")})",
            $"npz({SharedData.Path("digits", "digits8x8_stored.npz")},divide=16)",
            $"npz({SharedData.Path("digits", "digits8x8_deflated.npz")},divide=16)",
        ];

        var digits = TaskLoader.Load("digits").Data.Digest();

        Assert.All(tasks, task => Assert.Equal(digits, TaskLoader.Load(task).Data.Digest()));
    }

    [Fact]
    public void An_array_in_fortran_order_is_the_beginning_of_the_same_matrix()
    {
        var path = SharedData.Path("digits", "digits8x8_X500_f8_fortran.npy").Trim('"');

        var array = Npy.Read(FileContent.Read(path, "x"));

        Assert.Equal([500, 64], array.Sizes);
        Assert.Equal(TaskLoader.Load("digits(n=500)").Data.Inputs, Enumerable.Range(0, 32000).Select(array.Value));
    }

    private static Npy Read(byte[] bytes) => Npy.Read(new FileContent("file", bytes));

    private static void Add(ZipArchive archive, string name, CompressionLevel level, byte[] content)
    {
        using var stream = archive.CreateEntry(name, level).Open();
        stream.Write(content);
    }
}
