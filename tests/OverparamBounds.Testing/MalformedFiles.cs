using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace OverparamBounds.Testing;

/// <summary>A data file that must be refused, and how the refusal must read.</summary>
/// <param name="Name">What is wrong with it.</param>
/// <param name="FileName">Its name, which the message must hold.</param>
/// <param name="Content">Its bytes.</param>
/// <param name="Task">
/// A task spec where <c>{path}</c> stands for it, <c>{images}</c> and <c>{labels}</c> for a sound pair of IDX files,
/// <c>{large}</c> for images of 28 x 28 pixels, <c>{x}</c> and <c>{y}</c> for a sound pair of NPY files.
/// </param>
/// <param name="Place">The place that the message must name.</param>
/// <param name="Found">Another fragment of the message.</param>
public sealed record MalformedFile(string Name, string FileName, byte[] Content, string Task, string Place, string Found)
{
    /// <summary>Writes the file, and a sound pair beside it.</summary>
    /// <returns>The task spec with the paths filled in.</returns>
    public string WriteTo(TemporaryFolder folder) => Task
        .Replace("{path}", Quoted(folder.Write(FileName, Content)), StringComparison.Ordinal)
        .Replace("{images}", Quoted(folder.Write("sound-images", MalformedFiles.Idx(0x08, [3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]))), StringComparison.Ordinal)
        .Replace("{large}", Quoted(folder.Write("large-images", MalformedFiles.Idx(0x08, [3, 28, 28], [.. Enumerable.Range(0, 3 * 784).Select(at => (byte)at)]))), StringComparison.Ordinal)
        .Replace("{x}", Quoted(folder.Write("sound-x.npy", ArrayFiles.SoundInputs)), StringComparison.Ordinal)
        .Replace("{y}", Quoted(folder.Write("sound-y.npy", ArrayFiles.SoundLabels)), StringComparison.Ordinal)
        .Replace("{labels}", Quoted(folder.Write("sound-labels", MalformedFiles.Idx(0x08, [3], [0, 1, 0]))), StringComparison.Ordinal);

    public override string ToString() => Name;

    private static string Quoted(string path) => $"\"{path.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
}

/// <summary>Every way in which a data file may be broken that a reader must refuse.</summary>
public static class MalformedFiles
{
    private const string AsImages = "idx(images={path},labelFile={labels})";
    private const string AsLabels = "idx(images={images},labelFile={path})";

    public static IReadOnlyList<MalformedFile> All { get; } = [.. IdxFiles(), .. PackedFiles(), .. CsvFiles(), .. MalformedArrays.All];

    public static MalformedFile Named(string name) => All.Single(file => file.Name == name);

    /// <summary>An IDX file: header by type and sizes, then the bytes given.</summary>
    public static byte[] Idx(byte type, uint[] sizes, byte[] data)
    {
        var header = new byte[4 + (4 * sizes.Length)];
        (header[2], header[3]) = (type, (byte)sizes.Length);
        for (var at = 0; at < sizes.Length; at++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 + (4 * at)), sizes[at]);
        }

        return [.. header, .. data];
    }

    /// <summary>One gzip member.</summary>
    public static byte[] Pack(byte[] content)
    {
        // The platform's stream writes nothing at all where nothing is written to it.
        if (content.Length == 0)
        {
            return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, .. new byte[8]];
        }

        using var packed = new MemoryStream();
        using (var stream = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(content);
        }

        return packed.ToArray();
    }

    private static IEnumerable<MalformedFile> IdxFiles()
    {
        var sound = Idx(0x08, [3, 2, 2], new byte[12]);
        yield return Images("idx: empty", [], "byte 0", "the end of the file");
        yield return Images("idx: three bytes", [0, 0, 8], "byte 3", "the end of the file");
        yield return Images("idx: first byte not zero", [1, .. sound[1..]], "byte 0", "01 00");
        yield return Images("idx: second byte not zero", [0, 7, .. sound[2..]], "byte 1", "00 07");
        yield return Images("idx: text instead", "a,b\n1,2\n"u8.ToArray(), "byte 0", "61 2C");
        yield return Images("idx: unknown type", [0, 0, 0x0A, .. sound[3..]], "byte 2", "type 0A");
        yield return Images("idx: no dimension", [0, 0, 8, 0], "byte 3", "0 dimensions");
        yield return Images("idx: header cut", sound[..9], "byte 9", "the end of the file");
        yield return Images("idx: size zero", Idx(0x08, [3, 0, 2], []), "byte 8", "size 0 of dimension 2");
        yield return Images("idx: a byte too short", sound[..^1], "byte 27", "27 bytes");
        yield return Images("idx: a byte too long", [.. sound, 0], "byte 28", "29 bytes");
        yield return Images("idx: product overflows", Idx(0x0E, [0x7FFFFFFF, 0x7FFFFFFF, 0x7FFFFFFF], new byte[8]), "byte 4", "overflows");
        yield return Images("idx: size beyond 31 bits", Idx(0x08, [3, 0xFFFFFFFF], new byte[8]), "byte 8", "size 4294967295");
        yield return Images("idx: huge and absent", Idx(0x08, [3, 100_000, 100_000], new byte[8]), "byte 4", "less than 2 GiB");
        yield return Images("idx: NaN", Idx(0x0D, [3, 1], [0, 0, 0, 0, 0x7F, 0xC0, 0, 0, 0, 0, 0, 0]), "byte 16", "NaN");
        yield return Images("idx: infinity", Idx(0x0E, [3, 1], [.. new byte[8], 0xFF, 0xF0, .. new byte[14]]), "byte 20", "-Infinity");
        yield return Images("idx: images with one dimension", Idx(0x08, [3], [1, 2, 3]), "byte 3", "1 dimension");
        yield return Labels("idx: labels with two dimensions", Idx(0x08, [3, 1], [0, 1, 0]), "byte 3", "2 dimensions");
        yield return Labels("idx: too few labels", Idx(0x08, [2], [0, 1]), "byte 4", "2 labels");
        yield return Labels("idx: real labels", Idx(0x0D, [3], new byte[12]), "byte 2", "type f32");
        yield return Labels("idx: one class", Idx(0x08, [3], [4, 4, 4]), "byte 8", "one class only (4)");
    }

    private static IEnumerable<MalformedFile> PackedFiles()
    {
        var content = Enumerable.Range(0, 3000).Select(at => (byte)((at * at) >> 5)).ToArray();
        var packed = Pack(Idx(0x08, [3, 1000], content));
        var table = Pack(Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 500).Select(at => $"{at * 7919 % 1000},{at % 2}\n"))));
        yield return Images("gzip: cut in the data", packed[..^100], $"byte {packed.Length - 100}", "cut short");
        yield return Images("gzip: cut in the trailer", packed[..^3], $"byte {packed.Length - 3}", "cut short");
        yield return Images("gzip: cut in the header", packed[..6], "byte 6", "the rest of the gzip header");
        yield return Images("gzip: other method", [0x1F, 0x8B, 7, .. packed[3..]], "byte 2", "compression method 7");
        yield return Images("gzip: reserved flags", [0x1F, 0x8B, 8, 0x80, .. packed[4..]], "byte 3", "gzip flags 80");
        yield return Images("gzip: bytes behind", [.. packed, 1, 2, 3], $"byte {packed.Length}", "begin no gzip member");
        yield return Images("gzip: wrong checksum", Changed(packed, packed.Length - 7), $"byte {packed.Length - 8}", "gzip trailer");
        yield return Images("gzip: wrong length", Changed(packed, packed.Length - 3), $"byte {packed.Length - 8}", "gzip trailer");
        yield return Images("gzip: no deflate stream", [.. packed[..10], 0xFF, 0xFF, .. packed[12..]], "byte 10", "cannot be unpacked");
        yield return Images("gzip: second member cut", [.. packed, .. Pack([1, 2, 3])[..^2]], "byte 3012", "more than 3012 bytes");
        yield return Images("gzip: content too short", Pack(Idx(0x08, [3, 1000], content[..2000])), "byte 2012", "2012 bytes");
        yield return Images("gzip: content too long", Pack(Idx(0x08, [3, 1000], [.. content, 0])), "byte 3012", "more than 3012 bytes");
        yield return Csv("gzip: csv cut", table[..^40], "csv({path})", $"byte {table.Length - 40}", "cut short");
        yield return Csv("gzip: second csv member cut", [.. table, .. table[..^20]], "csv({path})", $"byte {(2 * table.Length) - 20}", "cut short");
    }

    private static IEnumerable<MalformedFile> CsvFiles()
    {
        yield return Csv("csv: empty", "", "line 1, column 1", "an empty file");
        yield return Csv("csv: only line ends", "\n\r\n\n", "line 1, column 1", "an empty file");
        yield return Csv("csv: no data row", "a,b\n\n", "line 2, column 1", "a data row");
        yield return Csv("csv: no feature column", "b\n1\n2\n", "line 1", "no feature column");
        yield return Csv("csv: semicolons", "a;b\n1;2\n2;3\n", "line 1", "separated by commas");
        yield return Csv("csv: short row", "a,b\n1,2\n3\n", "line 3, column 1", "1 fields, expected 2");
        yield return Csv("csv: long row", "a,b\n1,2,3\n", "line 2, column 5", "3 fields, expected 2");
        yield return Csv("csv: empty line inside", "a,b\n1,2\n\n3,4\n", "line 3, column 1", "an empty line");
        yield return Csv("csv: duplicate column", "a,b,a\n1,2,3\n", "line 1, column 5", "a second column 'a'");
        yield return Csv("csv: nameless column", "a,,b\n1,2,3\n", "line 1, column 3", "without a name");
        yield return Csv("csv: open quote", "a,b\n\"1,2\n3,4\n", "line 2, column 1", "never closed");
        yield return Csv("csv: quote inside", "a,b\n1\"2,2\n", "line 2, column 2", "a quote inside a field");
        yield return Csv("csv: text behind a quote", "a,b\n\"1\"x,2\n", "line 2, column 4", "'x' behind a closing quote");
        yield return Csv("csv: carriage return alone", "a,b\r1,2\r", "line 1, column 4", "carriage return");
        yield return Csv("csv: one class", "a,b\n1,x\n2,x\n", "column 'b'", "one class only ('x')");
        yield return Csv("csv: comma as decimal point", "a,b\n\"1,5\",x\n2,y\n", "line 2, column 1", "'1,5' in column 'a'");
        yield return Csv("csv: number too large", "a,b\n1,x\n1e400,y\n", "line 3, column 1", "'1e400'");
        yield return Csv("csv: Infinity", "a,b\n1,x\nInfinity,y\n", "line 3, column 1", "'Infinity'");
        yield return Csv("csv: nan", "a,b\n1,x\n-nan,y\n", "line 3, column 1", "'-nan'");
        yield return Csv("csv: text feature", "a,b,c\n1,red,x\n2,blue,y\n", "line 2, column 3", "onehot=");
        yield return Csv("csv: missing, empty", "a,b\n1,x\n,y\n", "line 3, column 1", "a missing value ('')");
        yield return Csv("csv: missing, NA", "a,b,c\n1,NA,x\n3,4,y\n", "line 2, column 3", "a missing value ('NA')");
        yield return Csv("csv: missing, NaN", "a,b\nNaN,x\n3,y\n", "line 2, column 1", "missing=drop");
        yield return Csv("csv: missing, question mark", "a,b\n1,?\n3,y\n", "line 2, column 3", "a missing value ('?')");
        yield return Csv("csv: nothing left", "a,b\n?,x\n?,y\n", "csv(path={path},missing=drop)", "2 rows", "a missing value in a used column");
        yield return Csv("csv: unknown target", "width,kind\n1,x\n2,y\n", "csv({path},target=kinds)", "line 1", "Did you mean 'kind'?");
        yield return Csv("csv: unknown feature", "width,kind\n1,x\n2,y\n", "csv({path},columns=[widht])", "line 1", "Did you mean 'width'?");
        yield return Csv("csv: feature is target", "a,b\n1,x\n2,y\n", "csv({path},columns=[a,b])", "column 'b'", "is a feature and the target");
        yield return Csv("csv: feature twice", "a,b\n1,x\n2,y\n", "csv({path},columns=[a,a])", "column 'a'", "twice");
        yield return Csv("csv: one-hot target", "a,b\n1,x\n2,y\n", "csv({path},onehot=b)", "column 'b'", "no feature");
        yield return Csv("csv: text as number", "a,b\n1,x\n2,y\n", "csv({path},task=regression)", "line 2, column 3", "'x' in column 'b'");
        yield return Csv("csv: two class columns", "a,b,c\n1,x,1\n2,y,2\n", "csv({path},target=[b,c],task=classification)", "2 columns", "task=regression");
        yield return Csv("csv: conflict", "a,b\n1,x\n2,y\n1,y\n", "csv({path})", "rows 1 and 3 (line 2 and line 4)", "'x' and 'y'");
        yield return Csv("csv: conflicting numbers", "a,b\n1,1.5\n2,2\n1,2.5\n", "csv({path},standardise=false)", "rows 1 and 3", "at least 0.166667");
        yield return Csv("csv: UTF-16, little end", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("a,b\n1,2\n")], "csv({path})", "byte 0", "FF FE of UTF-16");
        yield return Csv("csv: UTF-16, big end", [0xFE, 0xFF, .. Encoding.BigEndianUnicode.GetBytes("a,b\n1,2\n")], "csv({path})", "byte 0", "FE FF of UTF-16");
        yield return Csv("csv: UTF-16 without a mark", Encoding.Unicode.GetBytes("a,b\n1,2\n"), "csv({path})", "byte 1", "a zero byte");
        yield return Csv("csv: no UTF-8", [.. "a,b\n1,"u8, 0xE9, .. "t\n2,y\n"u8], "csv({path})", "byte 6", "E9");
    }

    private static MalformedFile Images(string name, byte[] content, string place, string found) =>
        new(name, "broken-images", content, AsImages, place, found);

    private static MalformedFile Labels(string name, byte[] content, string place, string found) =>
        new(name, "broken-labels", content, AsLabels, place, found);

    private static MalformedFile Csv(string name, string text, string place, string found) =>
        Csv(name, Encoding.UTF8.GetBytes(text), "csv({path})", place, found);

    private static MalformedFile Csv(string name, string text, string task, string place, string found) =>
        Csv(name, Encoding.UTF8.GetBytes(text), task, place, found);

    private static MalformedFile Csv(string name, byte[] content, string task, string place, string found) =>
        new(name, "broken.csv", content, task, place, found);

    private static byte[] Changed(byte[] bytes, int at)
    {
        var copy = (byte[])bytes.Clone();
        copy[at] ^= 0x55;
        return copy;
    }
}
