using OverparamBounds.Core.Data;

namespace OverparamBounds.Tasks.Tests;

public sealed class LabelModeTests
{
    private static readonly Dataset True = TaskLoader.Load("digits").Data;

    [Fact]
    public void Flipping_all_labels_keeps_none()
    {
        var flipped = TaskLoader.Load("digits", "flip(1)").Data;

        Assert.All(True.Labels!.Zip(flipped.Labels!), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Equal(10, flipped.Labels!.Distinct().Count());
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Flipping_replaces_about_the_share_asked_for_and_each_other_class_alike(double q)
    {
        var flipped = TaskLoader.Load("digits", $"flip({q})").Data;

        // Every changed label is another class by definition, so the share changed is the share flipped: within five deviations.
        var moves = True.Labels!.Zip(flipped.Labels!, (from, to) => (to - from + 10) % 10).Where(move => move != 0).ToList();
        Assert.Equal(q * 1797, moves.Count, 5 * Math.Sqrt((q * (1 - q) * 1797) + 1e-9));
        Assert.True(q == 0 || moves.Distinct().Count() == 9);
    }

    [Fact]
    public void Flips_of_drawn_labels_do_not_depend_on_what_was_drawn()
    {
        var many = TaskLoader.Load("sphere(400,3)", "flip(0.5)").Data;
        var sphere = TaskLoader.Load("sphere(400,3)").Data;

        // Labels that are drawn themselves must be flipped independently of what they are: 200 expected, 100 in each
        // class, within five deviations.
        var changed = Enumerable.Range(0, 400).Where(row => many.Labels![row] != sphere.Labels![row]).ToList();
        Assert.Equal(200, changed.Count, 50.0);
        Assert.Equal(changed.Count / 2.0, changed.Count(row => sphere.Labels![row] == 1), 5 * Math.Sqrt(changed.Count / 4.0));
    }

    [Fact]
    public void Shuffling_keeps_the_class_counts()
    {
        var shuffled = TaskLoader.Load("digits", "shuffled").Data;

        Assert.NotEqual(True.Labels, shuffled.Labels);
        Assert.Equal(True.Labels!.Order(), shuffled.Labels!.Order());
        Assert.Equal(True.Inputs, shuffled.Inputs);
    }

    [Theory]
    [InlineData("digits(n=12,seed=0)")]
    [InlineData("digits(n=12,seed=1)")]
    [InlineData("digits(n=12,seed=2)")]
    [InlineData("digits(n=10,seed=0)")]
    public void Random_labels_use_every_class_even_on_few_rows(string text)
    {
        var random = TaskLoader.Load(text, "random").Data;

        Assert.Equal(Enumerable.Range(0, 10), random.Labels!.Distinct().Order());
    }

    [Fact]
    public void Random_labels_are_uniform_and_forget_the_true_ones()
    {
        var random = TaskLoader.Load("digits", "random").Data;

        // Chi-squared with 9 degrees of freedom exceeds 33.7 once in ten thousand tables.
        var squares = random.Labels!.CountBy(label => label).Sum(count => Math.Pow(count.Value - 179.7, 2) / 179.7);
        Assert.True(squares < 33.7, $"chi-squared {squares}");
        Assert.Equal(179.7, True.Labels!.Zip(random.Labels!).Count(pair => pair.First == pair.Second), 5 * Math.Sqrt(179.7 * 0.9));
    }
}
