using System.Text;
using static OverparamBounds.Testing.ArrayFiles;

namespace OverparamBounds.Testing;

/// <summary>Broken NPY, NPZ and CIFAR-10 files, images of the wrong set, and texts.</summary>
internal static class MalformedArrays
{
    private const string AsInputs = "npy(x={path},y={y})";
    private const string AsTargets = "npy(x={x},y={path})";

    public static IEnumerable<MalformedFile> All => [.. Headers(), .. Values(), .. Archives(), .. CifarFiles(), .. OtherFiles()];

    private static IEnumerable<MalformedFile> Headers()
    {
        var sound = SoundInputs;
        yield return Inputs("npy: empty", [], "byte 0", "the end of the file");
        yield return Inputs("npy: first byte", [0x92, .. sound[1..]], "byte 0", "byte 92");
        yield return Inputs("npy: magic", [.. sound[..5], (byte)'X', .. sound[6..]], "byte 5", "byte 58");
        yield return Inputs("npy: magic cut", sound[..4], "byte 4", "the end of the file");
        yield return Inputs("npy: version cut", sound[..6], "byte 6", "the end of the file");
        yield return Inputs("npy: other version", [.. sound[..6], 4, .. sound[7..]], "byte 6", "version 4.0");
        yield return Inputs("npy: other minor version", [.. sound[..7], 1, .. sound[8..]], "byte 6", "version 1.1");
        yield return Inputs("npy: header length cut", sound[..9], "byte 9", "the end of the file");
        yield return Inputs("npy: header cut", sound[..50], "byte 50", "a header that ends at byte 128");
        yield return Inputs("npy: huge header", [.. sound[..6], 2, 0, 0xFF, 0xFF, 0xFF, 0xFF, .. sound[12..]], "byte 8", "a header of 4294967295 bytes");
        yield return Inputs("npy: objects", Npy("|O", "(3, 2)", new byte[48]), "byte 10", "objects (descr '|O')");
        yield return Inputs("npy: complex", Npy("<c16", "(3, 2)", new byte[96]), "byte 10", "complex numbers");
        yield return Inputs("npy: texts", Npy("<U5", "(3, 2)", new byte[120]), "byte 10", "texts (descr '<U5')");
        yield return Inputs("npy: byte texts", Npy("|S3", "(3, 2)", new byte[18]), "byte 10", "texts (descr '|S3')");
        yield return Inputs("npy: raw data", Npy("|V8", "(3, 2)", new byte[48]), "byte 10", "structured or raw data");
        yield return Inputs("npy: dates", Npy("<M8[ns]", "(3, 2)", new byte[48]), "byte 10", "descr '<M8[ns]'");
        yield return Inputs("npy: long doubles", Npy("<f16", "(3, 2)", new byte[96]), "byte 10", "descr '<f16'");
        yield return Inputs("npy: no byte order", Npy("f8", "(3, 2)", new byte[48]), "byte 10", "descr 'f8'");
        yield return Inputs("npy: structured", WithHeader("{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (3, 2)}"), "byte 20", "a structured type");
        yield return Inputs("npy: an expression", WithHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (1+2, 2)}"), "byte 62", "found '+'");
        yield return Inputs("npy: a call", WithHeader("{'descr': '<f8', 'fortran_order': False, 'shape': tuple([3, 2])}"), "byte 60", "found 't'");
        yield return Inputs("npy: a list for a shape", WithHeader("{'descr': '<f8', 'fortran_order': False, 'shape': [3, 2]}"), "byte 60", "found '['");
        yield return Inputs("npy: a number for a flag", WithHeader("{'descr': '<f8', 'fortran_order': 1, 'shape': (3, 2)}"), "byte 44", "found '1'");
        yield return Inputs("npy: no tuple", WithHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (6)}"), "byte 62", "a number in brackets");
        yield return Inputs("npy: comma alone", WithHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (,)}"), "byte 61", "expected a size");
        yield return Inputs("npy: negative size", Npy("<f8", "(-3, 2)", new byte[48]), "byte 61", "size -3 of dimension 1");
        yield return Inputs("npy: minus alone", Npy("<f8", "(3, -)", new byte[48]), "byte 64", "size - of dimension 2");
        yield return Inputs("npy: size zero", Npy("<f8", "(3, 0)", []), "byte 64", "size 0 of dimension 2");
        yield return Inputs("npy: size beyond 64 bits", Npy("<f8", "(99999999999999999999, 2)", new byte[48]), "byte 61", "size 99999999999999999999");
        yield return Inputs("npy: key missing", WithHeader("{'descr': '<f8', 'shape': (3, 2)}"), "byte 10", "without fortran_order");
        yield return Inputs("npy: no key", WithHeader("{}"), "byte 10", "without descr");
        yield return Inputs("npy: key twice", WithHeader("{'descr': '<f8', 'descr': '<f8', 'shape': (3, 2)}"), "byte 27", "a second key 'descr'");
        yield return Inputs("npy: unknown key", WithHeader("{'descr': '<f8', 'order': False, 'shape': (3, 2)}"), "byte 27", "key 'order'");
        yield return Inputs("npy: text behind", WithHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2)} + x"), "byte 68", "'+' behind the dictionary");
        yield return Inputs("npy: quote open", WithHeader("{'descr"), "byte 11", "never closed");
        yield return Inputs("npy: dictionary open", WithHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (3, 2)"), "byte 128", "the end of the header");
        yield return Inputs("npy: no dictionary", WithHeader("('<f8', False, (3, 2))"), "byte 10", "found '('");
        yield return Inputs("npy: a byte too short", sound[..^1], "byte 175", "175 bytes");
        yield return Inputs("npy: a byte too long", [.. sound, 0], "byte 176", "177 bytes");
        yield return Inputs("npy: product overflows", Npy("<f8", "(4000000000, 4000000000, 2)", new byte[48]), "byte 10", "overflows");
        yield return Inputs("npy: huge and absent", Npy("<f8", "(100000, 100000)", new byte[48]), "byte 10", "less than 2 GiB");
    }

    private static IEnumerable<MalformedFile> Values()
    {
        yield return Inputs("npy: NaN", Npy("<f8", "(3, 1)", Doubles(1, double.NaN, 2)), "byte 136", "found NaN");
        yield return Inputs("npy: infinity, single", Npy(">f4", "(3, 1)", [0, 0, 0, 0, 0x7F, 0x80, 0, 0, 0, 0, 0, 0]), "byte 132", "found Infinity");
        yield return Inputs("npy: infinity, half", Npy("<f2", "(3, 1)", [0, 0, 0, 0, 0, 0xFC]), "byte 132", "found -Infinity");
        yield return Inputs("npy: no truth value", Npy("|b1", "(3, 1)", [0, 1, 2]), "byte 130", "byte 02");
        yield return Inputs("npy: a vector", Npy("<f8", "(3,)", new byte[24]), "byte 8", "1 dimension (3)");
        yield return Inputs("npy: a number alone", Npy("<f8", "()", new byte[8]), "byte 8", "0 dimensions");
        yield return Inputs("npy: five dimensions", Npy("<f8", "(3, 1, 1, 1, 1)", new byte[24]), "byte 8", "5 dimensions");
        yield return new("npy: pool of vectors", "broken.npy", SoundInputs, "npy(x={path},y={y},pool=2)", "byte 8", "2 dimensions");
        yield return Targets("npy: classes with two dimensions", Npy("<i8", "(3, 1)", Longs(0, 1, 0)), "byte 8", "2 dimensions (3 x 1)");
        yield return Targets("npy: too few classes", Npy("<i8", "(2,)", Longs(0, 1)), "byte 8", "expected 3 rows");
        yield return Targets("npy: fractions as classes", Npy("<f8", "(3,)", Doubles(0, 1, 0.5)), "byte 144", "found 0.5");
        yield return Targets("npy: NaN as a class", Npy("<f8", "(3,)", Doubles(0, double.NaN, 1)), "byte 136", "found NaN");
        yield return Targets("npy: huge class", Npy("<u8", "(3,)", Longs(0, -1, 1)), "byte 136", "label 18446744073709551615");
        yield return Targets("npy: negative class", Npy("<i8", "(3,)", Longs(1, -2, 1)), "byte 136", "label -2");
        yield return Targets("npy: the pair and a third", Npy("<i8", "(3,)", Longs(1, -1, 0)), "byte 136", "label -1");
        yield return Targets("npy: one class", Npy("<i8", "(3,)", Longs(4, 4, 4)), "byte 128", "one class only (4)");
        yield return new("npy: targets with three dimensions", "broken.npy", Npy("<f8", "(3, 1, 1)", new byte[24]), "npy(x={x},y={path},task=regression)", "byte 8", "3 dimensions");
    }

    private static IEnumerable<MalformedFile> Archives()
    {
        ZipMember x = new("X.npy", SoundInputs);
        ZipMember y = new("y.npy", SoundLabels);
        var sound = Zip(x, y);
        var data = 30 + 5 + 20;
        var directory = sound.Length - 22 - (2 * (46 + 5));
        var end = sound.Length - 22;
        yield return Archive("npz: empty", [], "byte 0", "an empty file");
        yield return Archive("npz: text", "X,y\n1,2\n"u8.ToArray(), "byte 0", "byte 58");
        yield return Archive("npz: an NPY file", SoundInputs, "byte 0", "byte 93");
        yield return Archive("npz: cut", sound[..^30], $"byte {sound.Length - 30}", "the end of the file");
        yield return Archive("npz: bytes behind", [.. sound, 0], $"byte {sound.Length + 1}", "the end of the file");
        yield return Archive("npz: no X", Zip(y, new("weights.npy", [1]), new("read.me", [2])), "among 3", "y.npy, weights.npy, read.me");
        yield return Archive("npz: no y", Zip(x), "among 1", "found no member 'y.npy'");
        yield return Archive("npz: nothing inside", Zip(), "among 0", "it is empty");
        yield return new("npz: another name", "broken.npz", sound, "npz(path={path},x=Z)", "among 2", "found no member 'Z.npy'");
        yield return Archive("npz: changed data", Changed(sound, data + 130), $"byte {data}", "with checksum");
        yield return Archive("npz: encrypted", Zip(x with { Flags = 1 }, y), $"byte {directory + 8}", "encrypted");
        yield return Archive("npz: other method", Zip(x with { Method = 12 }, y), $"byte {directory + 10}", "method 12");
        yield return Archive("npz: no deflate stream", Zip(x with { Method = 8, Packed = [0xFF, 0xFF, 0xFF] }, y), $"byte {data}", "cannot be unpacked");
        yield return Archive("npz: deflated to less", Zip(x with { Method = 8, Packed = [0x03, 0x00] }, y), $"byte {data}", "of 0 bytes");
        yield return Archive("npz: stored in other length", Zip(x with { Packed = [1, 2, 3] }, y), $"byte {30 + 5 + 20 + 3 + 30 + 5 + 20 + SoundLabels.Length + 20}", "of 3 bytes");
        yield return Archive("npz: name twice", Zip(x, y, x), "byte ", "a second member 'X.npy'");
        yield return Archive("npz: several parts", With(sound, end + 4, 1), $"byte {end + 4}", "several parts");
        yield return Archive("npz: more members than entries", With(With(sound, end + 8, 3), end + 10, 3), $"byte {end}", "no directory entry");
        yield return Archive("npz: fewer members than entries", With(With(sound, end + 8, 1), end + 10, 1), $"byte {directory + 51}", "more bytes behind the 1 members");
        yield return Archive("npz: directory elsewhere", With(sound, end + 16, 9), $"byte {end + 12}", "from byte");
        yield return Archive("npz: no entry", With(sound, directory, 0), $"byte {directory}", "no directory entry");
        yield return Archive("npz: entry beyond the directory", With(sound, directory + 28, 255), $"byte {directory + 28}", "an entry that ends at byte");
        yield return Archive("npz: no header", With(sound, 0, 0x51), $"byte {directory + 42}", "at byte 0 that is none");
        yield return Archive("npz: header of another name", With(sound, 30, (byte)'Z'), "byte 0", "a header whose name or method");
        yield return Archive("npz: data beyond the directory", With(With(sound, directory + 22, 1), directory + 26, 1), $"byte {directory + 20}", "data before the directory");
        yield return Archive("npz: huge member", With(sound, directory + 27, 0x7F), $"byte {directory + 24}", "at most 1073741824");
        yield return Archive("npz: zip64 without its record", [.. sound[..(end + 16)], 0xFF, 0xFF, 0xFF, 0xFF, 0, 0], $"byte {end - 20}", "no zip64 locator");
        yield return Archive(
            "npz: zip64 field missing",
            [.. sound[..(directory + 42)], 0xFF, 0xFF, 0xFF, 0xFF, .. sound[(directory + 46)..]],
            $"byte {directory + 42}",
            "a zip64 field that is missing");
        yield return Archive("npz: X is no array", Zip(new("X.npy", [1, 2, 3]), y), "X.npy: byte 0", "byte 01");
        yield return Archive("npz: X packed again", Zip(new("X.npy", MalformedFiles.Pack(SoundInputs)), y), "X.npy: byte 0", "byte 1F");
        yield return Archive("npz: X too long", Zip(new("X.npy", [.. SoundInputs, 7]), y), "X.npy: byte 176", "177 bytes");
        yield return Archive("npz: other number of rows", Zip(x, new("y.npy", Npy("<i8", "(2,)", Longs(0, 1)))), "y.npy: byte 8", "expected 3 rows");
    }

    private static IEnumerable<MalformedFile> CifarFiles()
    {
        byte[] two = [.. Tile(3), .. Tile(4)];
        yield return Cifar("cifar10: empty", [], "byte 0", "an empty file");
        yield return Cifar("cifar10: a byte too short", two[..^1], "byte 3073", "3072 bytes behind 1 whole records");
        yield return Cifar("cifar10: a byte too long", [.. two, 0], "byte 6146", "1 bytes behind 2 whole records");
        yield return Cifar("cifar10: CIFAR-100", [.. two, 0, 0], "byte 6146", "as CIFAR-100 has them");
        yield return Cifar("cifar10: label 10", [.. two, .. Tile(10)], "byte 6146", "label 10");
        yield return Cifar("cifar10: one class", [.. Tile(0), .. Tile(0)], "byte 0", "one class only (0)");
        yield return Cifar("cifar10: packed and cut", MalformedFiles.Pack(two)[..^9], "byte ", "cut short");
    }

    private static IEnumerable<MalformedFile> OtherFiles()
    {
        const string AsMnist = "mnist(images={path},labelFile={labels})";
        yield return new("mnist: other size", "small", MalformedFiles.Idx(0x08, [3, 2, 2], new byte[12]), AsMnist, "byte 4", "sizes 3 x 2 x 2");
        yield return new("mnist: other type", "short", MalformedFiles.Idx(0x0B, [3, 28, 28], new byte[3 * 28 * 28 * 2]), AsMnist, "byte 2", "type i16");
        yield return new("mnist: label 10", "labels-11", MalformedFiles.Idx(0x08, [3], [0, 10, 1]), "mnist(images={large},labelFile={path})", "label 2", "found 10");
        yield return Text("charlm: empty", "", "character 0", "the end of the text");
        yield return Text("charlm: too short", "abcdefgh", "character 8", "more than T=8 characters");
        yield return Text("charlm: one character", new string('a', 20), "character 1", "nothing but a");
        yield return Text("charlm: every window in conflict", "aabba", "4 windows", "none is left", "charlm(T=1,path={path})");
        yield return new("charlm: no UTF-8", "broken.txt", [.. "abcdefghi"u8, 0xE9, .. "t"u8], "charlm(path={path})", "byte 9", "E9");
    }

    private static byte[] Tile(byte label) => [label, .. Enumerable.Range(0, 3072).Select(at => (byte)((at * 7) + label))];

    private static byte[] WithHeader(string header) => Npy(1, header, new byte[48]);

    private static byte[] Changed(byte[] bytes, int at) => With(bytes, at, (byte)(bytes[at] ^ 0x55));

    private static byte[] With(byte[] bytes, int at, byte value) => [.. bytes[..at], value, .. bytes[(at + 1)..]];

    private static MalformedFile Inputs(string name, byte[] content, string place, string found) => new(name, "broken.npy", content, AsInputs, place, found);

    private static MalformedFile Targets(string name, byte[] content, string place, string found) => new(name, "broken.npy", content, AsTargets, place, found);

    private static MalformedFile Archive(string name, byte[] content, string place, string found) => new(name, "broken.npz", content, "npz({path})", place, found);

    private static MalformedFile Cifar(string name, byte[] content, string place, string found) => new(name, "broken.bin", content, "cifar10({path})", place, found);

    private static MalformedFile Text(string name, string text, string place, string found, string task = "charlm(path={path})") =>
        new(name, "broken.txt", Encoding.UTF8.GetBytes(text), task, place, found);
}
