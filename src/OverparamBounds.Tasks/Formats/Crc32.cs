namespace OverparamBounds.Tasks.Formats;

/// <summary>The checksum of gzip and zip: polynomial EDB88320, reflected (RFC 1952, section 8).</summary>
internal static class Crc32
{
    private static readonly uint[] Table = MakeTable();

    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum = Table[(byte)(sum ^ value)] ^ (sum >> 8);
        }

        return ~sum;
    }

    private static uint[] MakeTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var word = i;
            for (var bit = 0; bit < 8; bit++)
            {
                word = (word & 1) == 0 ? word >> 1 : (word >> 1) ^ 0xEDB88320;
            }

            table[i] = word;
        }

        return table;
    }
}
