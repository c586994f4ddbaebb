using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Formats;
using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests.Formats;

public sealed class GzipTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    [InlineData(300_000)]
    public void What_was_packed_is_unpacked(int length)
    {
        var content = Content(length);

        Assert.Equal(content, Gzip.Unpack(MalformedFiles.Pack(content), "file", length));
    }

    [Fact]
    public void Members_in_a_row_are_one_content_even_where_they_are_equal_or_empty()
    {
        byte[] small = [1, 2, 3];
        var large = Content(20_000);
        byte[] packed =
        [
            .. MalformedFiles.Pack(small), .. MalformedFiles.Pack(small), .. MalformedFiles.Pack([]),
            .. MalformedFiles.Pack(large), .. MalformedFiles.Pack(large), .. MalformedFiles.Pack(small),
        ];

        Assert.Equal([.. small, .. small, .. large, .. large, .. small], Gzip.Unpack(packed, "file", 100_000));
    }

    [Fact]
    public void Extra_field_name_comment_and_header_checksum_are_skipped()
    {
        var packed = MalformedFiles.Pack([7, 8, 9]);
        byte[] full = [.. packed[..3], 0x1E, .. packed[4..10], 3, 0, 0x1F, 0x8B, 8, .. "name\0"u8, .. "a comment\0"u8, 0xAA, 0xBB, .. packed[10..]];

        Assert.Equal([7, 8, 9], Gzip.Unpack(full, "file", 100));
    }

    [Fact]
    public void More_than_the_limit_is_refused_before_all_is_unpacked()
    {
        var packed = MalformedFiles.Pack(new byte[10_000_000]);

        var refusal = Assert.Throws<RequestException>(() => Gzip.Unpack(packed, "bomb", 1000));

        Assert.Contains("bomb: byte 1000: found more than 1000 bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_large_stream_cut_anywhere_is_noticed()
    {
        var packed = MalformedFiles.Pack(Content(30_000));

        for (var length = packed.Length - 1; length > 2; length -= 97)
        {
            var refusal = Assert.Throws<RequestException>(() => Gzip.Unpack(packed[..length], "file", 30_000));

            Assert.Contains($"byte {length}: found the end of the file", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(at => (byte)((at * (long)at) >> 7))];
}
