using System.Collections.Concurrent;
using OverparamBounds.Core.Data;
using OverparamBounds.Tasks.BuiltIn;

namespace OverparamBounds.Tasks.Tests;

/// <summary>The shipped sets against reference values computed with numpy in double precision; six digits, last one rounded.</summary>
public sealed class BuiltInDataTests
{
    private static readonly ConcurrentDictionary<string, (Geometry Plain, Geometry OfUnitRows)> Known = new(StringComparer.Ordinal);

    [Theory]
    [InlineData("digits", 0.330719, 1585, 1648, 0.093669, 1585, 1648, 2.92684, 4.80600)]
    [InlineData("iris", 0, 101, 142, 0, 101, 142, 0.33271, 3.53764)]
    [InlineData("wine", 1.164114, 9, 47, 0.300282, 5, 18, 1.90528, 6.16698)]
    [InlineData("breast-cancer", 1.006115, 79, 362, 0.212230, 360, 429, 1.48022, 20.54559)]
    [InlineData("diabetes", 0.477583, 68, 105, 0.175219, 223, 374, 1.31268, 6.98435)]
    public void Separations_and_norms_are_the_reference_values(
        string id, double separation, int one, int other, double unit, int unitOne, int unitOther, double smallest, double largest)
    {
        var (geometry, ofUnitRows) = GeometryOf(id);

        Assert.Equal(separation, geometry.Separation, 1e-6);
        Assert.Equal(separation, geometry.Between(one, other), 1e-6);
        Assert.Equal(unit, ofUnitRows.Separation, 1e-6);
        Assert.Equal(unit, ofUnitRows.Between(unitOne, unitOther), 1e-6);
        Assert.Equal(smallest, geometry.SmallestNorm, 1e-5);
        Assert.Equal(largest, geometry.LargestNorm, 1e-5);
    }

    [Theory]
    [InlineData("digits", 1.179248, 242, 1714, 0.272930, 846, 1790)]
    [InlineData("iris", 0.373482, 68, 119, 0.077012, 77, 135)]
    [InlineData("wine", 1.983282, 23, 81, 0.557363, 83, 165)]
    [InlineData("breast-cancer", 1.391448, 81, 215, 0.397587, 81, 215)]
    public void Separations_of_different_classes_are_the_reference_values(
        string id, double separation, int one, int other, double unit, int unitOne, int unitOther)
    {
        var (geometry, ofUnitRows) = GeometryOf(id);

        Assert.Equal(separation, geometry.OppositeSeparation, 1e-6);
        Assert.Equal(separation, geometry.Between(one, other), 1e-6);
        Assert.Equal(unit, ofUnitRows.OppositeSeparation, 1e-6);
        Assert.Equal(unit, ofUnitRows.Between(unitOne, unitOther), 1e-6);
    }

    [Theory]
    [InlineData("digits", 64, new[] { 178, 182, 177, 183, 181, 182, 181, 179, 174, 180 })]
    [InlineData("iris", 4, new[] { 50, 50, 50 })]
    [InlineData("wine", 13, new[] { 59, 71, 48 })]
    [InlineData("breast-cancer", 30, new[] { 357, 212 })]
    public void Class_counts_are_those_of_the_source(string id, int features, int[] counts)
    {
        var data = TaskLoader.Load(id).Data;

        Assert.Equal(features, data.Features);
        Assert.Equal(counts, data.Labels!.CountBy(label => label).OrderBy(count => count.Key).Select(count => count.Value));
    }

    [Fact]
    public void Digits_have_the_pixel_sum_of_the_source_and_begin_with_zero_to_nine()
    {
        var data = TaskLoader.Load("digits").Data;

        Assert.Equal(561718, data.Inputs.Sum(value => value * 16));
        Assert.Equal(Enumerable.Range(0, 10), data.Labels![..10]);
        Assert.Equal(
            [0, 32, 39],
            Enumerable.Range(0, 64).Where(column => Geometry.Rows(data).Select(row => row[column]).Distinct().Count() == 1));
    }

    [Fact]
    public void Diabetes_has_the_target_variance_of_the_source()
    {
        var data = TaskLoader.Load("diabetes(standardise=false)").Data;

        Assert.Equal(5929.885, data.TargetVariance(), 1e-3);
        Assert.Equal((25, 346), (data.Targets!.Min(), data.Targets!.Max()));
        Assert.Equal(1, TaskLoader.Load("diabetes").Data.TargetVariance(), 1e-12);
    }

    [Fact]
    public void Classes_of_tables_are_named_in_ordinal_order()
    {
        Assert.Equal(["setosa", "versicolor", "virginica"], TaskLoader.Load("iris").Data.ClassNames);
        Assert.Equal(["benign", "malignant"], TaskLoader.Load("breast-cancer").Data.ClassNames);
    }

    [Fact]
    public void The_first_rows_are_a_prefix_and_a_sample_is_a_choice()
    {
        var all = TaskLoader.Load("digits").Data;
        var first = TaskLoader.Load("digits(n=300)").Data;
        var sample = TaskLoader.Load("digits(n=300,sample=1)").Data;

        Assert.Equal(all.Inputs[..(300 * 64)], first.Inputs);
        Assert.Equal(10, first.Classes);
        Assert.Equal(300, Matches(all, sample).Distinct().Count());
        Assert.NotEqual(Enumerable.Range(0, 300), Matches(all, sample).Order());
        Assert.NotEqual(sample.Digest(), TaskLoader.Load("digits(n=300,sample=2)").Data.Digest());
    }

    [Fact]
    public void The_licences_travel_with_the_data()
    {
        Assert.Contains("BSD-3-Clause", ShippedFile.Licences, StringComparison.Ordinal);
        Assert.Contains("Redistribution and use", ShippedFile.Licences, StringComparison.Ordinal);
        Assert.Contains("Copyright (c) 2017 Zalando SE", ShippedFile.Licences, StringComparison.Ordinal);
        Assert.All(["fashion", "phototiles10", "pride"], name => Assert.Contains($"=== {name}", ShippedFile.Licences, StringComparison.Ordinal));
    }

    private static (Geometry Plain, Geometry OfUnitRows) GeometryOf(string id) => Known.GetOrAdd(id, task =>
    {
        var data = TaskLoader.Load(task).Data;
        return (Geometry.Of(data), Geometry.OfUnitRows(data));
    });

    private static IEnumerable<int> Matches(Dataset all, Dataset some)
    {
        var places = Enumerable.Range(0, all.Samples).ToDictionary(row => string.Join(',', all.Row(row).ToArray()));
        return Enumerable.Range(0, some.Samples).Select(row =>
        {
            var place = places[string.Join(',', some.Row(row).ToArray())];
            Assert.Equal(all.Labels![place], some.Labels![row]);
            return place;
        });
    }
}
