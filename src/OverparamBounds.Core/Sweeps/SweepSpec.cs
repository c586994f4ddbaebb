using System.Globalization;
using OverparamBounds.Core.Trials;

namespace OverparamBounds.Core.Sweeps;

/// <summary>A set of questions that are asked together.</summary>
/// <param name="Name">What people call it; no part of its identity.</param>
/// <param name="Notes">Why it is asked; no part of its identity.</param>
/// <param name="Priority">-100..100, larger first; no part of its identity.</param>
/// <param name="Questions">In the order in which they are to be asked.</param>
public sealed record SweepSpec(string Name, string Notes, int Priority, IReadOnlyList<FindSpec> Questions)
{
    /// <summary>Identity of what is asked; that of the question where there is only one.</summary>
    public SweepId Id => Texts() is [var only]
        ? new(Questions.First(question => question.CanonicalText == only).Id.Value)
        : new(CurveSpec.Hash(CanonicalText)[..12]);

    /// <summary>
    /// The distinct questions in ordinal order, each after its length, so that no text can pass for two. Order and
    /// repetition of what was written leave it alone.
    /// </summary>
    public string CanonicalText
    {
        get
        {
            var texts = Texts();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"sweep1|{texts.Count}\n{string.Concat(texts.Select(text => string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{text}\n")))}");
        }
    }

    private List<string> Texts() =>
        [.. Questions.Select(question => question.CanonicalText).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
