using OverparamBounds.Core.Specs;
using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests;

public sealed class MalformedFileTests
{
    public static TheoryData<string> Names => [.. MalformedFiles.All.Select(file => file.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_malformed_file_is_refused_with_its_name_the_place_and_what_stands_there(string name)
    {
        var malformed = MalformedFiles.Named(name);
        using var folder = new TemporaryFolder();
        var text = malformed.WriteTo(folder);

        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load(text));

        Assert.Contains(malformed.FileName, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(malformed.Place, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(malformed.Found, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_file_cut_anywhere_or_with_any_byte_changed_never_ends_in_another_exception()
    {
        using var folder = new TemporaryFolder();
        var sound = MalformedFiles.Idx(0x08, [3, 2, 2], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
        var packed = MalformedFiles.Pack(sound);
        var labels = folder.Write("labels", MalformedFiles.Idx(0x08, [3], [0, 1, 0]));

        foreach (var bytes in Broken(sound).Concat(Broken(packed)))
        {
            var images = folder.Write("images", bytes);

            var problem = Record.Exception(() => TaskLoader.Load($"idx({images},{labels})"));

            Assert.True(problem is null or RequestException, $"{Convert.ToHexString(bytes)}: {problem}");
        }
    }

    [Fact]
    public void A_packed_file_cut_anywhere_is_refused()
    {
        using var folder = new TemporaryFolder();
        var packed = MalformedFiles.Pack("a,b\n1,x\n2,y\n3,x\n"u8.ToArray());

        // A single byte 1F is no gzip yet, and an empty file is an empty table.
        for (var length = 2; length < packed.Length; length++)
        {
            var path = folder.Write("table.csv", packed[..length]);

            var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load($"csv({path})"));

            Assert.Contains($"byte {length}", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static IEnumerable<byte[]> Broken(byte[] sound)
    {
        for (var at = 0; at < sound.Length; at++)
        {
            yield return sound[..at];
            foreach (var change in new byte[] { 0x01, 0x80, 0xFF })
            {
                var copy = (byte[])sound.Clone();
                copy[at] ^= change;
                yield return copy;
            }
        }
    }
}
