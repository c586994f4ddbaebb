using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;
using OverparamBounds.Testing;

namespace OverparamBounds.Tasks.Tests;

public sealed class ImageTests
{
    [Theory]
    [InlineData("digits(n=20)", 8, 8, 1)]
    [InlineData("digits(n=20,pool=2)", 4, 4, 1)]
    [InlineData("digits(n=20,scale=scale(2))", 8, 8, 1)]
    [InlineData("digits(n=20,scale=unit)", 8, 8, 1)]
    [InlineData("digits(n=20,scale=zscore)", 8, 8, 1)]
    [InlineData("fashion(n=20)", 28, 28, 1)]
    [InlineData("fashion(n=20,pool=4)", 7, 7, 1)]
    [InlineData("phototiles10(n=20)", 32, 32, 3)]
    [InlineData("phototiles10(n=20,pool=8,scale=scale(0.5))", 4, 4, 3)]
    public void Pixels_keep_their_places_under_pooling_and_scaling(string text, int height, int width, int channels)
    {
        var data = TaskLoader.Load(text).Data;

        Assert.Equal(new InputShape.Image(height, width, channels), data.Shape);
        Assert.Equal(height * width * channels, data.Features);
    }

    [Fact]
    public void Lifted_rows_are_no_images_any_more()
    {
        var data = TaskLoader.Load("digits(n=20,scale=lift)").Data;

        Assert.Equal(new InputShape.Vector(65), data.Problem.Shape);
    }

    [Fact]
    public void Planes_of_colours_are_stored_with_the_colours_of_a_pixel_side_by_side()
    {
        using var folder = new TemporaryFolder();
        var first = folder.Write("one.bin", Tile(2, (channel, line, column) => (channel * 50) + line + column));
        var second = folder.Write("two.bin", Tile(0, (channel, line, column) => (line * 7) + channel));

        var data = TaskLoader.Load($"cifar10(path=[{first},{second}])").Data;
        var pooled = TaskLoader.Load($"cifar10([{first},{second}],pool=2)").Data;

        Assert.Equal((2, 3072, 3), (data.Samples, data.Features, data.Classes));
        Assert.Equal(new InputShape.Image(32, 32, 3), data.Shape);
        Assert.Equal([2, 0], data.Labels!);
        for (var line = 0; line < 32; line++)
        {
            for (var column = 0; column < 32; column++)
            {
                for (var channel = 0; channel < 3; channel++)
                {
                    Assert.Equal(((channel * 50) + line + column) / 255.0, data.Row(0)[(((line * 32) + column) * 3) + channel]);
                    Assert.Equal((byte)((line * 7) + channel) / 255.0, data.Row(1)[(((line * 32) + column) * 3) + channel]);
                }
            }
        }

        // The mean of a block of the first tile lies one above its upper left corner. Four sums round.
        Assert.Equal((50 + 4 + 6 + 1) / 255.0, pooled.Row(0)[(((2 * 16) + 3) * 3) + 1], 1e-15);
    }

    [Fact]
    public void Classes_are_named_by_the_file_of_names_beside_the_data_where_there_is_one()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("one.bin", [.. Tile(0, (_, _, _) => 1), .. Tile(2, (_, _, _) => 2)]);

        var numbered = TaskLoader.Load($"cifar10({path})").Data;
        folder.Write("batches.meta.txt", "dog\r\ncat\r\nfrog\r\nship\r\n\r\n");
        var named = TaskLoader.Load($"cifar10({path})").Data;
        folder.Write("batches.meta.txt", "dog\ncat\n");
        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load($"cifar10({path})"));

        Assert.Equal(["0", "1", "2"], numbered.ClassNames);
        Assert.Equal(["dog", "cat", "frog"], named.ClassNames);
        Assert.Equal(numbered.Digest(), named.Digest());
        Assert.Contains("batches.meta.txt: line 3: found the end of the file, expected the name of class 2", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fashion(images=a)", "labelFile is missing")]
    [InlineData("fashion(sha256=0123456789abcdef)", "sha256 is that of a file, but none is named")]
    [InlineData("mnist(n=5)", "'images' is missing")]
    [InlineData("cifar10([a,b])", "b: path names no file")]
    [InlineData("cifar10([])", "no list of files")]
    [InlineData("fashion(n=501)", "there are 500")]
    [InlineData("phototiles10(n=401)", "there are 400")]
    public void A_wrong_request_for_images_is_refused_in_words(string text, string fragment)
    {
        var refusal = Assert.Throws<RequestException>(() => TaskLoader.Load(text));

        Assert.Contains(fragment, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fashion_has_the_reference_separations_pixel_sum_and_names()
    {
        var data = TaskLoader.Load("fashion").Data;
        var geometry = Geometry.Of(data);

        // Computed with numpy in double precision; six digits, the last one rounded.
        Assert.Equal(2.661188, geometry.Separation, 1e-6);
        Assert.Equal(3.496214, geometry.OppositeSeparation, 1e-6);
        Assert.Equal(28368245, data.Inputs.Sum() * 255, 1e-3);
        Assert.Equal(["ankle boot", "T-shirt/top", "T-shirt/top", "dress"], data.Labels![..4].Select(label => data.ClassNames[label]));
    }

    [Fact]
    public void Photo_tiles_begin_with_the_classes_of_the_source_and_are_named()
    {
        var data = TaskLoader.Load("phototiles10").Data;

        Assert.Equal((400, 10), (data.Samples, data.Classes));
        Assert.Equal([5, 7, 6, 5, 6, 8, 5, 6, 4, 2], data.Labels![..10]);
        Assert.Equal("retina", data.ClassNames[5]);
    }

    [Fact]
    public void The_shipped_tiles_are_the_first_of_the_file_and_the_whole_file_has_the_reference_separations()
    {
        var path = SharedData.Path("phototiles10", "data_batch_1.bin");

        var whole = TaskLoader.Load($"phototiles10(path={path})").Data;
        var geometry = Geometry.Of(whole);

        Assert.Equal(TaskLoader.Load("phototiles10").Data.Digest(), TaskLoader.Load($"cifar10({path},400)").Data.Digest());
        Assert.Equal(Enumerable.Repeat(100, 10), whole.Labels!.CountBy(label => label).Select(count => count.Value));
        Assert.Equal(0.239119, geometry.Separation, 1e-6);
        Assert.Equal(0.239119, geometry.Between(814, 902), 1e-6);
        Assert.Equal(1.361321, geometry.OppositeSeparation, 1e-6);
        Assert.Equal(2.43443, geometry.SmallestNorm, 1e-5);
        Assert.Equal(49.65735, geometry.LargestNorm, 1e-5);
        Assert.Equal("astronaut", TaskLoader.Load($"cifar10({path},400)").Data.ClassNames[0]);
    }

    [Fact]
    public void Mnist_and_fashion_read_their_files_as_any_IDX_files_are_read()
    {
        AssertAsIdx("mnist", "mnist", "train-first10000");
        AssertAsIdx("fashion", "fashion-mnist", "train-first10000");
        AssertAsIdx("fashion", "fashion-mnist", "t10k-first2000");
    }

    private static void AssertAsIdx(string task, string folder, string set)
    {
        var images = SharedData.Path(folder, $"{set}-images-idx3-ubyte.gz");
        var labels = SharedData.Path(folder, $"{set}-labels-idx1-ubyte.gz");

        var named = TaskLoader.Load($"{task}(500,images={images},labelFile={labels})").Data;

        Assert.Equal(TaskLoader.Load($"idx({images},{labels},500)").Data.Digest(), named.Digest());
        Assert.Equal(new InputShape.Image(28, 28, 1), named.Shape);
    }

    private static byte[] Tile(byte label, Func<int, int, int, int> value) =>
        [label, .. Enumerable.Range(0, 3072).Select(at => (byte)value(at / 1024, at / 32 % 32, at % 32))];
}
