using OverparamBounds.Core.Data;
using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests.Sequences;

public sealed class CharacterModelTests
{
    [Fact]
    public void Windows_are_followed_by_their_next_character_and_those_in_doubt_are_left_out()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("text", "abcabdcab");

        // ab is followed by c and by d, ca twice by b, and the last ab by nothing.
        var data = TaskLoader.Load($"charlm(2,{path})").Data;

        Assert.Equal(["bc", "ca", "bd", "dc"], Windows(data));
        Assert.Equal(["a", "b", "c", "a"], data.Labels!.Select(label => data.ClassNames[label]));
        Assert.Equal(new InputShape.Tokens(2, 4), data.Shape);
        Assert.Contains("3 of 7 windows are left out: they repeat an earlier one, or occur with different followers.", data.Notes);
    }

    [Fact]
    public void Fewer_windows_keep_the_vocabulary_of_the_whole_text()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("text", "abcabdcab");

        var data = TaskLoader.Load($"charlm(2,{path},n=3)").Data;

        Assert.Equal(["ab", "bc", "ca"], Windows(data));
        Assert.Equal(4, data.Classes);
        Assert.Empty(data.Notes);
    }

    [Fact]
    public void Characters_are_whole_ones_in_the_order_of_their_numbers()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("text", "\u65E5\U0001F600a\n\u65E5a\U0001F600");

        var data = TaskLoader.Load($"charlm(3,{path})").Data;

        Assert.Equal(["\\n", "a", "\u65E5", "\U0001F600"], data.ClassNames);
        Assert.Equal([2, 3, 1, 3, 1, 0, 1, 0, 2, 0, 2, 1], data.Inputs);
        Assert.Equal([0, 2, 1, 3], data.Labels!);
    }

    [Fact]
    public void Pride_begins_with_its_first_chapter_in_72_characters()
    {
        var data = TaskLoader.Load("pride").Data;

        Assert.Equal((8, 72, 1), (data.Features, data.Classes, data.CasesPerRow));
        Assert.StartsWith("Chapter ", Windows(data)[0], StringComparison.Ordinal);
        Assert.InRange(data.Samples, 1000, 2000);
        Assert.Contains(data.Notes, note => note.StartsWith($"{2000 - data.Samples} of 2000 windows are left out", StringComparison.Ordinal));
    }

    [Fact]
    public void The_shipped_text_is_the_one_of_the_source()
    {
        var path = SharedData.Path("text", "pride_ch01-13.txt");

        Assert.Equal(TaskLoader.Load("pride(T=10,n=109111)").Data.Digest(), TaskLoader.Load($"charlm(10,{path},n=109111)").Data.Digest());
    }

    private static List<string> Windows(Dataset data) =>
        [.. data.Inputs.Chunk(data.Features).Select(row => string.Concat(row.Select(token => data.ClassNames[(int)token])))];
}
