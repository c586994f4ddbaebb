namespace OverparamBounds.Tasks.Tests;

/// <summary>Larger files and other formats, where the machine has them.</summary>
public sealed class SharedDataTests
{
    [Fact]
    public void One_content_in_CSV_plain_IDX_and_packed_IDX_is_one_matrix()
    {
        var images = SharedData.Path("digits", "digits8x8-images-idx3-ubyte");
        var labels = SharedData.Path("digits", "digits8x8-labels-idx1-ubyte");
        var packedImages = SharedData.Path("digits", "digits8x8-images-idx3-ubyte.gz");
        var packedLabels = SharedData.Path("digits", "digits8x8-labels-idx1-ubyte.gz");
        var table = SharedData.Path("digits", "digits8x8.csv");

        var shipped = TaskLoader.Load("digits").Data;
        var plain = TaskLoader.Load($"idx({images},{labels},divide=16)").Data;
        var packed = TaskLoader.Load($"idx({packedImages},{packedLabels},divide=16)").Data;
        var fromTable = TaskLoader.Load($"csv({table},scale=scale(0.0625))").Data;

        Assert.Equal(shipped.Digest(), plain.Digest());
        Assert.Equal(shipped.Digest(), packed.Digest());
        Assert.Equal(shipped.Digest(), fromTable.Digest());
        Assert.Equal(shipped.ClassNames, fromTable.ClassNames);
    }

    [Theory]
    [InlineData("iris", "iris.csv", "species")]
    [InlineData("wine", "wine.csv", "cultivar")]
    [InlineData("breast-cancer", "breast_cancer.csv", "diagnosis")]
    [InlineData("diabetes", "diabetes.csv", "progression")]
    public void A_table_read_as_a_file_is_the_shipped_one(string id, string file, string target)
    {
        var path = SharedData.Path("tabular", file);

        Assert.Equal(TaskLoader.Load(id).Data.Digest(), TaskLoader.Load($"csv({path},{target})").Data.Digest());
    }

    [Fact]
    public void Penguins_are_read_with_missing_values_dropped_and_texts_one_hot()
    {
        var path = SharedData.Path("tabular", "penguins.csv");
        const string Measured = "columns=[bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g]";

        var measured = TaskLoader.Load($"csv({path},species,{Measured},missing=drop)").Data;
        var everything = TaskLoader.Load($"csv({path},species,missing=drop,onehot=[island,sex],scale=none)").Data;

        Assert.Equal((342, 4, 3), (measured.Samples, measured.Features, measured.Classes));
        Assert.Equal((333, 10), (everything.Samples, everything.Features));
        Assert.All(Geometry.Rows(everything), row => Assert.Equal((1.0, 1.0), (row[..3].Sum(), row[7..9].Sum())));
        Assert.Equal(["Adelie", "Chinstrap", "Gentoo"], measured.ClassNames);
    }

    [Theory]
    [InlineData("mnist", "train-first10000", 1000, 1.174168, 4.148584, 0.190139, 4.72339, 14.64682)]
    [InlineData("fashion-mnist", "train-first500", 500, 2.661188, 3.496214, 0.163212, 3.52623, 20.81608)]
    [InlineData("fashion-mnist", "train-first10000", 1000, 2.066704, 2.246241, 0.121001, 2.92004, 21.37404)]
    public void Images_have_the_reference_separations(
        string folder, string set, int n, double separation, double opposite, double unit, double smallest, double largest)
    {
        var images = SharedData.Path(folder, $"{set}-images-idx3-ubyte.gz");
        var labels = SharedData.Path(folder, $"{set}-labels-idx1-ubyte.gz");

        var data = TaskLoader.Load($"idx({images},{labels},{n})").Data;
        var geometry = Geometry.Of(data);

        Assert.Equal(separation, geometry.Separation, 1e-6);
        Assert.Equal(opposite, geometry.OppositeSeparation, 1e-6);
        Assert.Equal(unit, Geometry.OfUnitRows(data).Separation, 1e-6);
        Assert.Equal(smallest, geometry.SmallestNorm, 1e-5);
        Assert.Equal(largest, geometry.LargestNorm, 1e-5);
    }

    [Theory]
    [InlineData("mnist", "t10k-first3000", 72830169, new[] { 271, 340, 313, 316, 318, 283, 272, 306, 286, 295 })]
    [InlineData("fashion-mnist", "t10k-first2000", 114763281, new[] { 200, 203, 214, 190, 219, 195, 197, 200, 194, 188 })]
    [InlineData("mnist", "train-first10000", 262146600, new[] { 1001, 1127, 991, 1032, 980, 863, 1014, 1070, 944, 978 })]
    public void Whole_image_files_have_the_pixel_sum_and_class_counts_of_the_source(string folder, string set, long sum, int[] counts)
    {
        var images = SharedData.Path(folder, $"{set}-images-idx3-ubyte.gz");
        var labels = SharedData.Path(folder, $"{set}-labels-idx1-ubyte.gz");

        var data = TaskLoader.Load($"idx({images},{labels},divide=1)").Data;

        Assert.Equal(sum, data.Inputs.Sum());
        Assert.Equal(counts, data.Labels!.CountBy(label => label).OrderBy(count => count.Key).Select(count => count.Value));
        Assert.Empty(data.Notes);
    }
}
