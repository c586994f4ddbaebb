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

    [Theory]
    [InlineData("npy({file},{y})", "npy")]
    [InlineData("npy({file},{y})", "fortran")]
    [InlineData("npz({file})", "stored")]
    [InlineData("npz({file})", "deflated")]
    [InlineData("cifar10({file},pool=16)", "cifar")]
    public void Sound_arrays_cut_anywhere_or_with_anything_changed_never_end_in_another_exception(string task, string kind)
    {
        using var folder = new TemporaryFolder();
        var sound = SoundArray(kind);
        var text = task.Replace("{y}", folder.Write("y", ArrayFiles.SoundLabels), StringComparison.Ordinal)
            .Replace("{file}", folder.Write("file", sound), StringComparison.Ordinal);
        var plain = TaskLoader.Load(text).Data.Digest();

        foreach (var bytes in Cuts(sound))
        {
            folder.Write("file", bytes);

            // Tiles have no header, so a whole number of them is a sound file.
            var problem = Record.Exception(() => TaskLoader.Load(text));
            Assert.True(problem is RequestException || (problem is null && kind == "cifar" && bytes.Length % 3073 == 0), $"{bytes.Length}: {problem}");
        }

        var changed = 0;
        foreach (var bytes in Mutations(sound, seed: 7, count: 4000))
        {
            folder.Write("file", bytes);

            var problem = Record.Exception(() => changed += TaskLoader.Load(text).Data.Digest() == plain ? 0 : 1);

            Assert.True(problem is null or RequestException, $"{Convert.ToHexString(bytes)}: {problem}");
        }

        // Members of archives have checksums, so no change of what is read goes unseen.
        Assert.True(changed == 0 || !task.StartsWith("npz", StringComparison.Ordinal), $"{changed} changes were read");
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

    private static byte[] SoundArray(string kind) => kind switch
    {
        "npy" => ArrayFiles.SoundInputs,
        "fortran" => ArrayFiles.Npy(2, "{'descr': '>i2', 'fortran_order': True, 'shape': (3, 2, 2)}", [.. Enumerable.Range(0, 24).Select(at => (byte)at)]),
        "stored" => ArrayFiles.Zip(new ZipMember("X.npy", ArrayFiles.SoundInputs), new ZipMember("y.npy", ArrayFiles.SoundLabels)),
        "deflated" => ArrayFiles.Zip(Deflated("X.npy", ArrayFiles.SoundInputs), Deflated("y.npy", ArrayFiles.SoundLabels)),
        _ => [.. new byte[] { 1, 0 }.SelectMany(label => (byte[])[label, .. Enumerable.Range(0, 3072).Select(at => (byte)(at * (label + 3)))])],
    };

    private static ZipMember Deflated(string name, byte[] content)
    {
        // A gzip member without its header and trailer.
        return new(name, content) { Method = 8, Packed = MalformedFiles.Pack(content)[10..^8] };
    }

    private static IEnumerable<byte[]> Cuts(byte[] sound) => Enumerable.Range(0, sound.Length).Select(length => sound[..length]);

    /// <summary>One to three bytes changed, put in or taken out at random places.</summary>
    private static IEnumerable<byte[]> Mutations(byte[] sound, ulong seed, int count)
    {
        byte[] usual = [0, 1, 2, 0x7F, 0x80, 0xFF, (byte)'0', (byte)'9', (byte)'(', (byte)'\'', (byte)'-', (byte)','];
        var draws = new Core.Randomness.RandomSequence(seed, Core.Randomness.RandomPurpose.Simulation);
        for (var round = 0; round < count; round++)
        {
            var bytes = sound.ToList();
            for (var change = draws.NextIndex(3); change >= 0; change--)
            {
                var at = draws.NextIndex(bytes.Count);
                var value = draws.NextIndex(2) == 0 ? usual[draws.NextIndex(usual.Length)] : (byte)draws.NextIndex(256);
                switch (draws.NextIndex(8))
                {
                    case 0:
                        bytes.Insert(at, value);
                        break;
                    case 1:
                        bytes.RemoveAt(at);
                        break;
                    default:
                        bytes[at] = value;
                        break;
                }
            }

            yield return [.. bytes];
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
