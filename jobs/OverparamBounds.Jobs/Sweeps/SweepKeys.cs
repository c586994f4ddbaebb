namespace OverparamBounds.Jobs.Sweeps;

/// <summary>What may stand behind a key of a sweep file.</summary>
internal enum SweepForm
{
    Text,
    Priority,

    /// <summary>A spec text, or a list of them.</summary>
    Specs,

    /// <summary>A whole number, a range such as 0..4, or a list of both.</summary>
    Wholes,
    Whole,
    Reals,
    Real,

    /// <summary>The two ends of a range, such as 1..4096.</summary>
    Ends,
    Over,
    Section,
    Ignored,
}

/// <summary>A key of a sweep file.</summary>
/// <param name="Help">What it means, as the schema and the documentation say it.</param>
/// <param name="Default">What holds where the key is left out, as JSON text; null where nothing does.</param>
internal sealed record SweepKey(string Name, SweepForm Form, string Help, string? Default = null)
{
    public bool Required { get; init; }

    public long Minimum { get; init; } = long.MinValue;

    public long Maximum { get; init; } = long.MaxValue;
}

/// <summary>All keys of the format: the reader knows no others, and the published schema is written from these.</summary>
internal static class SweepKeys
{
    public const int LongestName = 100;
    public const int LongestNotes = 10_000;
    public const int WidestWidth = 1 << 26;
    public const int MostLanes = 100_000;

    private static readonly SweepKey Success = new("success", SweepForm.Reals, "Wanted probability that a training succeeds, between 0 and 1; a list asks about each.", "0.9");
    private static readonly SweepKey Confidence = new("confidence", SweepForm.Real, "Probability that every certificate of a question is true, between 0 and 1.", "0.95");
    private static readonly SweepKey Ratio = new("ratio", SweepForm.Real, "A question is answered when its interval's ends have at most this ratio, at least 1.", "1.25");

    public static IReadOnlyList<SweepKey> Root { get; } =
    [
        new("$schema", SweepForm.Ignored, "Where the schema of this format lies, for editors; the program does not read it."),
        new("name", SweepForm.Text, "What the sweep is called: letters of any script, digits, spaces and -_., at most 100 characters, with a letter or digit first.") { Required = true },
        new("notes", SweepForm.Text, "What it asks and why; at most 10000 characters.", "\"\""),
        new("priority", SweepForm.Priority, "Sweeps of larger priority go first.", "0") { Minimum = -100, Maximum = 100 },
        new("task", SweepForm.Specs, "What to fit, such as xor or parity(d=4,k=4).") { Required = true },
        new("labels", SweepForm.Specs, "Which labels to fit: true, random, shuffled or flip(q); the task's own where left out."),
        new("architecture", SweepForm.Specs, "The family whose width is searched.", "\"mlp\""),
        new("strategy", SweepForm.Specs, "How a small network is trained.", "\"dense\""),
        new("optimizer", SweepForm.Specs, "What turns gradients into steps.", "\"adam\""),
        new("criterion", SweepForm.Specs, "What counts as zero loss; where left out Z1 for classes, mse for real targets."),
        new("steps", SweepForm.Wholes, "Budget of one training, in optimizer steps.", "3000") { Minimum = 1, Maximum = int.MaxValue },
        new("seed", SweepForm.Wholes, "Which ladder of training seeds; another number is a fresh study.", "0"),
        new("over", SweepForm.Over, "Parameters that take several values, such as task.n or optimizer.lr: each value is written into the specs of that kind."),
        new("search", SweepForm.Section, "An adaptive search of each question; {} for the defaults. A sweep has either this or grid."),
        new("grid", SweepForm.Section, "Fixed widths and seeds for each question. A sweep has either this or search."),
    ];

    public static IReadOnlyList<SweepKey> Search { get; } =
    [
        Success, Confidence, Ratio,
        new("widths", SweepForm.Ends, "Range of widths asked about; where left out from 1 to 4096, for networks on images and sequences to less.") { Minimum = 1, Maximum = WidestWidth },
        new("lanes", SweepForm.Whole, "Most trainings of one launch.", "128") { Minimum = 1, Maximum = MostLanes },
        new("budget", SweepForm.Whole, "Most trainings of a question.", "20000") { Minimum = 1, Maximum = int.MaxValue },
    ];

    public static IReadOnlyList<SweepKey> Grid { get; } =
    [
        new("widths", SweepForm.Wholes, "The widths: a list, a range such as 1..64, or 1..64 by 2x.") { Required = true, Minimum = 1, Maximum = WidestWidth },
        new("seeds", SweepForm.Whole, "Trainings a width.", "100") { Minimum = 1, Maximum = int.MaxValue },
        Success, Confidence, Ratio,
    ];

    /// <summary>The kinds of specs whose parameters <c>over</c> may name.</summary>
    public static IReadOnlyList<string> Kinds { get; } =
        [.. Root.Where(key => key.Form == SweepForm.Specs).Select(key => key.Name)];
}
