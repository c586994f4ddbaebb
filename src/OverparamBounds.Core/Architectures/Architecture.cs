using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Specs;

namespace OverparamBounds.Core.Architectures;

/// <summary>A family of networks with one width knob.</summary>
/// <param name="Id">The stable id in specs and stored results.</param>
/// <param name="Title">The name in figure legends.</param>
/// <param name="Source">Where the family comes from.</param>
/// <param name="Parameters">What may be chosen besides the width.</param>
/// <param name="AtWidth">The layers at a width for a problem that it reads; what a width counts is the entry's <see cref="Knob"/>.</param>
public sealed record Architecture(
    string Id,
    string Title,
    Citation Source,
    IReadOnlyList<Parameter> Parameters,
    Func<int, Problem, SpecArguments, IReadOnlyList<Layer>> AtWidth) : ICatalogueEntry
{
    /// <summary>What the width counts, such as units of each hidden layer.</summary>
    public required string Knob { get; init; }

    /// <summary>The end of the widths asked about where a question names none: with it small data fit an ordinary machine.</summary>
    public int UsualWidest { get; init; } = 4096;

    /// <summary>Why a problem is not one for this family, with what to do; null where it is. By default every problem is.</summary>
    public Func<Problem, SpecArguments, string?> Refusal { get; init; } = (_, _) => null;
}

/// <summary>What can be said of an architecture whose arguments are chosen.</summary>
public static class ArchitectureChoice
{
    private const int WidestSearched = 1 << 20;

    /// <summary>Refuses a problem of another kind, such as vectors for a network that reads images.</summary>
    /// <exception cref="RequestException">It is one; says the mend.</exception>
    public static void CheckReads(this Choice<Architecture> architecture, Problem problem)
    {
        if (architecture.Refusals(problem) is [_, ..] refusals)
        {
            throw new RequestException(refusals);
        }
    }

    /// <summary>The same as lines, where more is wrong and all is to be said at once; none where it reads the problem.</summary>
    public static IReadOnlyList<string> Refusals(this Choice<Architecture> architecture, Problem problem) =>
        architecture.Entry.Refusal(problem, architecture.Arguments) is { } refusal ? [$"architecture: {architecture.Entry.Id} {refusal}"] : [];

    /// <exception cref="RequestException">The problem is of another kind.</exception>
    public static IReadOnlyList<Layer> Layers(this Choice<Architecture> architecture, int width, Problem problem)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        architecture.CheckReads(problem);
        return architecture.Entry.AtWidth(width, problem, architecture.Arguments);
    }

    /// <summary>Trainable scalars at a width, also where they are too many for one array.</summary>
    public static long ParameterCount(this Choice<Architecture> architecture, int width, Problem problem) =>
        architecture.Layers(width, problem).Sum(layer => layer.ParameterCount);

    /// <summary>
    /// The least width with at least so many parameters, 2^20 where even that has fewer; the parameter count must grow
    /// with the width.
    /// </summary>
    public static int LeastWidth(this Choice<Architecture> architecture, double parameters, Problem problem)
    {
        var high = 1;
        while (high < WidestSearched && architecture.ParameterCount(high, problem) < parameters)
        {
            high *= 2;
        }

        var low = high / 2;
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (architecture.ParameterCount(middle, problem) < parameters)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        return high;
    }
}
