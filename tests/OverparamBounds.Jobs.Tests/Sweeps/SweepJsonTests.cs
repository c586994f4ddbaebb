using System.Text;
using OverparamBounds.Jobs.Sweeps;

namespace OverparamBounds.Jobs.Tests.Sweeps;

public sealed class SweepJsonTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> Files { get; } = [.. Examples.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_queued_reads_back_as_the_same_sweep(string file)
    {
        var request = SweepFile.Read(file);

        var again = SweepText.Parse(Encoding.UTF8.GetBytes(SweepJson.Write(request)), "queued.json");

        var (first, second) = (SweepBinder.Bind(request, Token).Spec, SweepBinder.Bind(again, Token).Spec);
        Assert.Equal(first.Id, second.Id);
        Assert.Equal(first.CanonicalText, second.CanonicalText);
        Assert.Equal((first.Name, first.Notes, first.Priority), (second.Name, second.Notes, second.Priority));
    }
}
