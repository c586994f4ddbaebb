using System.Text.RegularExpressions;
using OverparamBounds.Core.Specs;
using OverparamBounds.Jobs.Sweeps;
using OverparamBounds.Jobs.Tests.BadSweeps;
using OverparamBounds.Testing;

namespace OverparamBounds.Jobs.Tests.Sweeps;

/// <summary>Whatever is wrong with a sweep file is said with its place, and nothing is made.</summary>
public sealed partial class BadSweepTests
{
    private static readonly IReadOnlyList<BadSweep> All = [.. BadFiles.All, .. BadKeys.All, .. BadNumbers.All];

    public static TheoryData<string> Names => [.. All.Select(sweep => sweep.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_bad_sweep_is_refused_at_its_place(string name)
    {
        var bad = All.Single(sweep => sweep.Name == name);
        using var folder = new TemporaryFolder();
        var path = folder.Write(bad.FileName, bad.Content);

        var problems = Assert.Throws<RequestException>(() =>
            SweepBinder.Bind(SweepFile.Read(path), TestContext.Current.CancellationToken)).Problems;

        var start = bad.Place.Length == 0 ? $"{path}: " : $"{path}:{bad.Place}: ";
        Assert.Contains(problems, problem => problem.StartsWith(start, StringComparison.Ordinal) && problem.Contains(bad.Phrase, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.Matches(bad.Place.Length == 0 ? WholeFile() : Located(), problem[path.Length..]));
        Assert.All(problems, problem => Assert.DoesNotContain(problem, symbol => char.IsControl(symbol) || symbol is >= '\u202A' and <= '\u202E'));
        Assert.Equal([path], Directory.EnumerateFileSystemEntries(folder.Path));
    }

    [Fact]
    public void The_corpus_is_as_large_as_promised()
    {
        Assert.True(All.Count >= 100);
        Assert.Equal(All.Count, All.Select(sweep => sweep.Name).Distinct().Count());
    }

    [GeneratedRegex(@"^:[1-9][0-9]*:[1-9][0-9]*: .+[.\]:,]?$")]
    private static partial Regex Located();

    [GeneratedRegex("^: .+$")]
    private static partial Regex WholeFile();
}
