using System.Buffers.Binary;
using System.IO.Compression;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>Unpacks gzip (RFC 1952): one member or several in a row, each with its length and checksum compared.</summary>
/// <remarks>
/// .NET's streams end without an error where a packed stream is cut, and do not say where its data ended. So each
/// member's header is read here, the platform inflates, and the trailer behind the data is compared.
/// </remarks>
public static class Gzip
{
    private const int TrailerLength = 8;
    private const int Chunk = 4096;

    /// <summary>Unpacks all members.</summary>
    /// <param name="limit">Most bytes to unpack; more is an error.</param>
    /// <exception cref="RequestException">The stream is cut, damaged, followed by something else, or too long.</exception>
    public static byte[] Unpack(byte[] packed, string file, long limit)
    {
        using var all = new MemoryStream();
        var start = 0;
        do
        {
            start = UnpackMember(packed, file, start, limit, all);
        }
        while (start < packed.Length);

        return all.ToArray();
    }

    /// <summary>The first bytes of the unpacked content, unchecked; fewer where the stream ends before.</summary>
    internal static byte[] Head(byte[] packed, string file, int count)
    {
        var start = SkipHeader(packed, file, 0);
        try
        {
            using var stream = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            var head = new byte[count];
            return head[..stream.ReadAtLeast(head, count, throwOnEndOfStream: false)];
        }
        catch (InvalidDataException)
        {
            throw Damaged(file, start);
        }
    }

    /// <returns>The offset just behind the member.</returns>
    private static int UnpackMember(byte[] packed, string file, int start, long limit, MemoryStream all)
    {
        var data = SkipHeader(packed, file, start);
        var before = (int)all.Length;
        var asked = Inflate(packed, file, data, bytewiseFrom: int.MaxValue, limit, all);

        // The data ended somewhere in the last chunk that was asked for. Once more, byte by byte from there on, tells where.
        var end = Inflate(packed, file, data, bytewiseFrom: asked - Chunk, limit: long.MaxValue, Stream.Null);
        if (end + TrailerLength > packed.Length)
        {
            throw FileMistake.AtByte(
                file, packed.Length, "the end of the file", "more of the gzip stream", "The file is cut short: copy or fetch it again.");
        }

        var member = all.GetBuffer().AsSpan(before, (int)all.Length - before);
        Span<byte> trailer = stackalloc byte[TrailerLength];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, Crc32.Of(member));
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], (uint)member.Length);
        return packed.AsSpan(end, TrailerLength).SequenceEqual(trailer)
            ? end + TrailerLength
            : throw FileMistake.AtByte(
                file,
                end,
                $"the gzip trailer {Convert.ToHexString(packed, end, TrailerLength)}",
                $"{Convert.ToHexString(trailer)} (checksum and length of what was unpacked)",
                "The file is damaged: copy or fetch it again.");
    }

    /// <returns>How far the source was read: the data ended there where bytes were read singly, else in the chunk before.</returns>
    private static int Inflate(byte[] packed, string file, int data, int bytewiseFrom, long limit, Stream output)
    {
        var source = new ChunkedStream(packed, data, bytewiseFrom);
        using var inflater = new DeflateStream(source, CompressionMode.Decompress);
        var buffer = new byte[1 << 16];
        try
        {
            while (inflater.Read(buffer) is > 0 and var count)
            {
                output.Write(buffer, 0, count);
                if (output.Length > limit)
                {
                    throw FileMistake.AtByte(
                        file, limit, $"more than {limit} bytes once unpacked", $"at most {limit}", "Check that the file holds what its name says.");
                }
            }
        }
        catch (InvalidDataException)
        {
            throw Damaged(file, data);
        }

        return (int)source.Position;
    }

    /// <returns>The offset of the packed data behind the header that begins at <paramref name="start"/>.</returns>
    private static int SkipHeader(byte[] packed, string file, int start)
    {
        if (packed.Length - start < 2 || packed[start] != 0x1F || packed[start + 1] != 0x8B)
        {
            throw FileMistake.AtByte(
                file, start, "bytes that begin no gzip member", "the end of the file or 1F 8B", "Cut the file there, or fetch it again.");
        }

        var at = start + 10;
        Need(packed, file, at);
        if (packed[start + 2] != 8)
        {
            throw FileMistake.AtByte(file, start + 2, $"compression method {packed[start + 2]}", "8 (deflate)", "Pack the file with gzip.");
        }

        var flags = packed[start + 3];
        if ((flags & 0xE0) != 0)
        {
            throw FileMistake.AtByte(file, start + 3, $"gzip flags {flags:X2}", "flags below 20", "Pack the file with gzip.");
        }

        if ((flags & 4) != 0)
        {
            Need(packed, file, at + 2);
            at += 2 + BinaryPrimitives.ReadUInt16LittleEndian(packed.AsSpan(at));
            Need(packed, file, at);
        }

        // A name, then a comment, each ended by a zero byte.
        for (var texts = ((flags >> 3) & 1) + ((flags >> 4) & 1); texts > 0; texts--)
        {
            var length = packed.AsSpan(at).IndexOf((byte)0);
            at = length < 0 ? packed.Length + 1 : at + length + 1;
            Need(packed, file, at);
        }

        at += (flags & 2) != 0 ? 2 : 0;
        Need(packed, file, at);
        return at;
    }

    private static void Need(byte[] packed, string file, int length)
    {
        if (packed.Length < length)
        {
            throw FileMistake.AtByte(
                file, packed.Length, "the end of the file", "the rest of the gzip header", "The file is cut short: copy or fetch it again.");
        }
    }

    private static RequestException Damaged(string file, int data) => FileMistake.AtByte(
        file, data, "data that cannot be unpacked (it begins here)", "a deflate stream", "The file is damaged: copy or fetch it again.");

    /// <summary>Hands out a few bytes at a time, so that its position tells how much the reader asked for.</summary>
    private sealed class ChunkedStream(byte[] bytes, int start, int bytewiseFrom) : Stream
    {
        private int _at = start;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _at;
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var chunk = _at >= bytewiseFrom ? 1 : Math.Min(Chunk, bytewiseFrom - _at);
            var count = Math.Min(Math.Min(chunk, buffer.Length), bytes.Length - _at);
            bytes.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
