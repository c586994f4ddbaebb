using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>A zip archive (APPNOTE 6.3, zip64 too) whose members are stored or deflated.</summary>
/// <remarks>.NET's reader does not compare checksums and names no places, so records are read here and only inflating is left to it.</remarks>
internal sealed class Zip
{
    private const string Damaged = "The file is damaged: copy or fetch it again.";
    private const string Mend = "Give an archive as numpy.savez writes it.";
    private const int EndLength = 22;
    private const int EntryLength = 46;
    private const int LocalLength = 30;
    private const uint Elsewhere = uint.MaxValue;

    /// <summary>Most bytes that a member may have once unpacked: 1 GiB.</summary>
    private const long LargestMember = 1 << 30;

    /// <summary>Places of the length, the packed length and the place of the member in an entry.</summary>
    private static readonly int[] LargeFieldsInOrder = [24, 20, 42];

    private readonly string _file;
    private readonly byte[] _bytes;
    private readonly List<Entry> _entries = [];

    private Zip(string file, byte[] bytes) => (_file, _bytes) = (file, bytes);

    /// <summary>Names of the members, in the order of the archive's directory.</summary>
    public IEnumerable<string> Names => _entries.Select(entry => entry.Name);

    /// <summary>Reads the directory; no member is unpacked.</summary>
    /// <exception cref="RequestException">It is no zip archive, or its directory is damaged.</exception>
    public static Zip Open(FileContent file)
    {
        var zip = new Zip(file.Name, file.Content());
        zip.ReadDirectory();
        return zip;
    }

    /// <summary>A member unpacked, its length and checksum compared.</summary>
    /// <exception cref="RequestException">The member is missing, encrypted, packed in another way, or damaged.</exception>
    public FileContent Read(string name)
    {
        var entry = _entries.Find(entry => entry.Name == name) ?? throw new RequestException(
            $"{_file}: found no member '{name}' among {_entries.Count}: {Listed()}. Name one of them, without .npy.");
        if ((entry.Flags & 1) != 0)
        {
            throw Wrong(entry.Place + 8, $"member '{name}' encrypted", "a plain member", Mend);
        }

        if (entry.Method is not (0 or 8))
        {
            throw Wrong(entry.Place + 10, $"member '{name}' packed by method {entry.Method}", "0 (stored) or 8 (deflated)", Mend);
        }

        if (entry.Length > LargestMember)
        {
            throw Wrong(entry.Place + 24, $"member '{name}' of {entry.Length} bytes", $"at most {LargestMember}", "Split the arrays.");
        }

        var start = DataStart(entry);
        var content = entry.Method == 0 ? _bytes[start..(start + (int)entry.PackedLength)] : Inflate(entry, start);
        if (content.Length != entry.Length)
        {
            throw Wrong(start, $"member '{name}' of {content.Length} bytes", $"{entry.Length}, as the directory says", Damaged);
        }

        return Crc32.Of(content) is var sum && sum == entry.Checksum
            ? FileContent.Plain($"{_file}: {name}", content)
            : throw Wrong(start, $"member '{name}' with checksum {sum:X8}", $"{entry.Checksum:X8}, as the directory says", Damaged);
    }

    private string Listed() => _entries.Count switch
    {
        0 => "it is empty",
        <= 20 => string.Join(", ", Names),
        _ => string.Join(", ", Names.Take(20)) + ", …",
    };

    private void ReadDirectory()
    {
        var end = FindEnd();
        long count = Two(end + 10);
        long size = Four(end + 12);
        long start = Four(end + 16);
        long behind = end;
        if (Two(end + 4) is not (0 or 0xFFFF) || Two(end + 8) != Two(end + 10))
        {
            throw Wrong(end + 4, "an archive in several parts", "one file", Mend);
        }

        if (count == 0xFFFF || size == Elsewhere || start == Elsewhere)
        {
            behind = FindLargeEnd(end);
            count = Eight(behind + 32);
            size = Eight(behind + 40);
            start = Eight(behind + 48);
        }

        if (start > behind || size != behind - start)
        {
            throw Wrong(end + 12, $"a directory of {size} bytes from byte {start}", $"one that ends at byte {behind}", Damaged);
        }

        var at = start;
        for (var number = 0L; number < count; number++)
        {
            at = ReadEntry(at, behind);
        }

        if (at != behind)
        {
            throw Wrong(at, $"more bytes behind the {count} members of the directory", $"its end at byte {behind}", Damaged);
        }

        if (_entries.GroupBy(entry => entry.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw Wrong(twice.Last().Place, $"a second member '{twice.Key}'", "names that differ", Mend);
        }
    }

    /// <summary>The record that ends an archive stands right before its comment, and the comment ends the file.</summary>
    private int FindEnd()
    {
        for (var at = _bytes.Length - EndLength; at >= Math.Max(0, _bytes.Length - EndLength - ushort.MaxValue); at--)
        {
            if (Four(at) == 0x06054B50 && at + EndLength + Two(at + 20) == _bytes.Length)
            {
                return at;
            }
        }

        throw _bytes is [(byte)'P', (byte)'K', ..]
            ? Wrong(_bytes.Length, "the end of the file", "the record that ends a zip archive before it", "The file is cut short, or something follows it: copy or fetch it again.")
            : Wrong(0, _bytes.Length == 0 ? "an empty file" : $"byte {_bytes[0]:X2} and no end record", "a zip archive, which begins with PK", Mend);
    }

    private long FindLargeEnd(int end)
    {
        const int LocatorLength = 20;
        var locator = end - LocatorLength;
        if (locator < 0 || Four(locator) != 0x07064B50)
        {
            throw Wrong(Math.Max(locator, 0), "no zip64 locator", "one, as the end record says", Damaged);
        }

        var large = Eight(locator + 8);
        return large <= locator - 56 && Four((int)large) == 0x06064B50 && large + 12 + Eight((int)large + 4) == locator
            ? large
            : throw Wrong(locator + 8, $"a zip64 end record at byte {large}", "one that ends before its locator", Damaged);
    }

    /// <returns>Where the next entry begins.</returns>
    private long ReadEntry(long place, long end)
    {
        if (place + EntryLength > end || Four((int)place) != 0x02014B50)
        {
            throw Wrong(place, "no directory entry", "one (50 4B 01 02)", Damaged);
        }

        var at = (int)place;
        var (name, extra, comment) = (Two(at + 28), Two(at + 30), Two(at + 32));
        var next = place + EntryLength + name + extra + comment;
        if (next > end)
        {
            throw Wrong(place + 28, $"an entry that ends at byte {next}", $"one that ends by byte {end}", Damaged);
        }

        long length = Four(at + 24);
        long packed = Four(at + 20);
        long local = Four(at + 42);
        var large = new Queue<int>(LargeFields(at + EntryLength + name, extra));
        foreach (var field in LargeFieldsInOrder.Where(field => Four(at + field) == Elsewhere))
        {
            if (!large.TryDequeue(out var where))
            {
                throw Wrong(at + field, "a size in a zip64 field that is missing", "the field", Damaged);
            }

            (length, packed, local) = field switch
            {
                24 => (Eight(where), packed, local),
                20 => (length, Eight(where), local),
                _ => (length, packed, Eight(where)),
            };
        }

        _entries.Add(new(at, Encoding.UTF8.GetString(_bytes, at + EntryLength, name))
        {
            Flags = Two(at + 8),
            Method = Two(at + 10),
            Checksum = Four(at + 16),
            PackedLength = packed,
            Length = length,
            Local = local,
            NameLength = name,
        });
        return next;
    }

    /// <summary>Places of the eight-byte numbers in the zip64 field among the extra fields.</summary>
    private IEnumerable<int> LargeFields(int start, int length)
    {
        for (var at = start; at + 4 <= start + length; at += 4 + Two(at + 2))
        {
            if (Two(at) != 1)
            {
                continue;
            }

            var end = Math.Min(at + 4 + Two(at + 2), start + length);
            for (var place = at + 4; place + 8 <= end; place += 8)
            {
                yield return place;
            }
        }
    }

    private int DataStart(Entry entry)
    {
        // Sizes in local headers may be absent or stand in zip64 fields; those of the directory count.
        if (entry.Local > entry.Place - LocalLength || Four((int)entry.Local) != 0x04034B50)
        {
            throw Wrong(entry.Place + 42, $"a header of '{entry.Name}' at byte {entry.Local} that is none", "50 4B 03 04 there", Damaged);
        }

        var at = (int)entry.Local;
        var start = (long)at + LocalLength + Two(at + 26) + Two(at + 28);
        if (start > entry.Place || entry.PackedLength > entry.Place - start || (entry.Method == 0 && entry.PackedLength != entry.Length))
        {
            throw Wrong(
                entry.Place + 20, $"member '{entry.Name}' of {entry.PackedLength} bytes from byte {start}, {entry.Length} unpacked", "data before the directory", Damaged);
        }

        return Two(at + 8) == entry.Method
            && _bytes.AsSpan(at + LocalLength, Two(at + 26)).SequenceEqual(_bytes.AsSpan(entry.Place + EntryLength, entry.NameLength))
            ? (int)start
            : throw Wrong(at, $"a header whose name or method is not that of '{entry.Name}' in the directory", "the same", Damaged);
    }

    private byte[] Inflate(Entry entry, int start)
    {
        using var stream = new DeflateStream(new MemoryStream(_bytes, start, (int)entry.PackedLength), CompressionMode.Decompress);
        using var content = new MemoryStream();
        var buffer = new byte[1 << 16];
        try
        {
            while (stream.Read(buffer) is > 0 and var count)
            {
                content.Write(buffer, 0, count);
                if (content.Length > entry.Length)
                {
                    throw Wrong(start, $"member '{entry.Name}' of more than {entry.Length} bytes", $"{entry.Length}, as the directory says", Damaged);
                }
            }
        }
        catch (InvalidDataException)
        {
            throw Wrong(start, $"data of '{entry.Name}' that cannot be unpacked (it begins here)", "a deflate stream", Damaged);
        }

        return content.ToArray();
    }

    private int Two(int at) => BinaryPrimitives.ReadUInt16LittleEndian(_bytes.AsSpan(at));

    private uint Four(int at) => BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(at));

    /// <summary>Cut off at 2^62: no file is as long, and sums with such numbers do not overflow.</summary>
    private long Eight(long at) => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(_bytes.AsSpan((int)at)), 1UL << 62);

    private RequestException Wrong(long at, string found, string expected, string mend) => FileMistake.AtByte(_file, at, found, expected, mend);

    /// <param name="Place">Where the entry stands in the directory.</param>
    private sealed record Entry(int Place, string Name)
    {
        public required int Flags { get; init; }

        public required int Method { get; init; }

        public required uint Checksum { get; init; }

        public required long PackedLength { get; init; }

        /// <summary>Bytes once unpacked.</summary>
        public required long Length { get; init; }

        /// <summary>Where the member's own header stands.</summary>
        public required long Local { get; init; }

        public required int NameLength { get; init; }
    }
}
