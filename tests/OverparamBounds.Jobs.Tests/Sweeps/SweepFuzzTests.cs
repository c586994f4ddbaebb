using System.Text;
using FsCheck.Xunit;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Sweeps;

namespace OverparamBounds.Jobs.Tests.Sweeps;

/// <summary>A damaged file is read or refused, and never brings the program down.</summary>
[Properties(Replay = "20261124,1")]
public sealed class SweepFuzzTests
{
    private static readonly byte[][] Fragments =
    [
        .. new[]
        {
            "{", "}", "[", "]", ":", ",", "\"", "'", "\\", "\n", "\t", " ", "- ", "? ", "&a ", "*a", "!!int ", "<<: ", "|", ">", "%", "@", "`", "#",
            "---\n", "...\n", "\\ud800", "\\UFFFFFFFF", "\\x", "null", "~", "..", "1..9", "1e999", "-0", "99999999999999999999", "9223372036854775807..",
            "%YAML 1.2\n", "%TAG ! x\n", "\u2028", "\uFEFF", "😀", "task.n: ", "over: ", "grid: ", "(", ")", "=",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xC3], [0xED, 0xA0, 0x80], [0x1B], [0x85],
    ];

    private static readonly IReadOnlyList<byte[]> Files = [.. Examples.Files.Select(File.ReadAllBytes)];

    [Property(MaxTest = 3000)]
    public void A_mutated_example_is_read_or_refused(int file, (int Place, int Fragment, int Kind)[] mutations, bool asJson)
    {
        var bytes = mutations.Take(6).Aggregate(Files[Positive(file) % Files.Count], Mutate);

        ReadOrRefuse(bytes, asJson ? "test.json" : "test.yaml");
    }

    [Property(MaxTest = 2000)]
    public void A_row_of_fragments_is_read_or_refused(int[] fragments, bool asJson)
    {
        var bytes = fragments.SelectMany(fragment => Fragments[Positive(fragment) % Fragments.Length]).ToArray();

        ReadOrRefuse(bytes, asJson ? "test.json" : "test.yaml");
    }

    [Property(MaxTest = 2000)]
    public void Any_bytes_are_read_or_refused(byte[] bytes, bool asJson) => ReadOrRefuse(bytes, asJson ? "test.json" : "test.yaml");

    [Fact]
    public void Every_beginning_of_an_example_is_read_or_refused()
    {
        foreach (var bytes in Files)
        {
            for (var length = 0; length < bytes.Length; length++)
            {
                ReadOrRefuse(bytes[..length], "test.yaml");
                ReadOrRefuse(bytes[..length], "test.json");
            }
        }
    }

    private static void ReadOrRefuse(byte[] bytes, string name)
    {
        try
        {
            Assert.InRange(SweepText.Parse(bytes, name).QuestionCount, 1, SweepRequest.MostQuestions);
        }
        catch (RequestException refusal)
        {
            Assert.NotEmpty(refusal.Problems);
            Assert.All(refusal.Problems, problem => Assert.Matches($@"^{name}(:[1-9][0-9]*:[1-9][0-9]*)?: \S", problem));
        }
    }

    private static byte[] Mutate(byte[] bytes, (int Place, int Fragment, int Kind) mutation)
    {
        var place = Positive(mutation.Place) % (bytes.Length + 1);
        var fragment = Fragments[Positive(mutation.Fragment) % Fragments.Length];
        var rest = bytes.Length - place;
        return (Positive(mutation.Kind) % 4) switch
        {
            0 => [.. bytes[..place], .. fragment, .. bytes[place..]],
            1 => [.. bytes[..place], .. fragment, .. bytes[(place + Math.Min(rest, fragment.Length))..]],
            2 => [.. bytes[..place], .. bytes[(place + Math.Min(rest, 1 + (Positive(mutation.Fragment) % 40)))..]],
            _ => [.. bytes[..place], .. bytes[(Positive(mutation.Fragment) % (bytes.Length + 1))..]],
        };
    }

    private static int Positive(int number) => number & int.MaxValue;
}
