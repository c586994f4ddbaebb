using OverparamBounds.Core.Architectures;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Tests.Architectures;

/// <summary>Problems of every kind of row, and which of them an architecture reads.</summary>
internal static class ArchitectureProblems
{
    public static IReadOnlyList<Problem> All { get; } =
    [
        new(Samples: 4, Features: 2, Outputs: 1, Classes: 2),
        new(Samples: 5, Features: 3, Outputs: 2, Classes: 0),
        Images(28, 28, 1, classes: 10),
        Images(17, 23, 3, classes: 5),
        Images(32, 32, 3, classes: 2),
        Tokens(5, 3, classes: 7),
        Tokens(8, 4, classes: 2) with { CasesPerRow = 4 },
        Tokens(6, 2, classes: 3) with { CasesPerRow = 6 },
    ];

    public static Problem Images(int height, int width, int channels, int classes) =>
        Of(new InputShape.Image(height, width, channels), classes);

    public static Problem Tokens(int length, int vocabulary, int classes) => Of(new InputShape.Tokens(length, vocabulary), classes);

    /// <summary>Those that it reads; at least one, or it could not be used at all.</summary>
    public static IReadOnlyList<Problem> ReadBy(Choice<Architecture> architecture)
    {
        IReadOnlyList<Problem> read = [.. All.Where(problem => architecture.Entry.Refusal(problem, architecture.Arguments) is null)];
        Assert.NotEmpty(read);
        return read;
    }

    private static Problem Of(InputShape shape, int classes) =>
        new(Samples: 3, shape.Features, Outputs: classes == 2 ? 1 : classes, classes) { Shape = shape };
}
