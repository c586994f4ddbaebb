using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Randomness;

namespace OverparamBounds.Tasks.LabelModes;

public static class LabelModeCatalogue
{
    private static readonly Citation Zhang = new("Zhang et al.", 2017, "Understanding deep learning requires rethinking generalization, section 2.1");

    public static Catalogue<LabelMode> All { get; } = new(
        "label mode",
        new LabelMode("true", "True labels", new("this project", 0, "the labels of the task"), [], (labels, _, _, _) => labels),
        new LabelMode(
            "random",
            "Random labels",
            Zhang,
            [],
            (labels, classes, _, draws) => RandomLabels.Draw(labels.Length, classes, draws, "labels=random")),
        new LabelMode("shuffled", "Shuffled labels", Zhang, [], (labels, _, _, draws) => Shuffle(labels, draws)),
        new LabelMode(
            "flip",
            "Partly corrupted labels",
            Zhang,
            [Parameter.Real("q", "probability that a label is replaced with another class", null, minimum: 0, maximum: 1) with { Required = true }],
            (labels, classes, arguments, draws) => Flip(labels, classes, arguments.Real("q"), draws)));

    private static int[] Shuffle(int[] labels, RandomSequence draws) =>
        [.. draws.NextPermutation(labels.Length).Select(row => labels[row])];

    private static int[] Flip(int[] labels, int classes, double probability, RandomSequence draws)
    {
        var flipped = new int[labels.Length];
        for (var row = 0; row < labels.Length; row++)
        {
            var other = draws.NextUniform() < probability ? 1 + draws.NextIndex(classes - 1) : 0;
            flipped[row] = (labels[row] + other) % classes;
        }

        return flipped;
    }
}
