using System.Globalization;
using OverparamBounds.Core.Data;

namespace OverparamBounds.Core.Architectures;

/// <summary>Why a problem is not one for a family that reads one kind of row; null where it is.</summary>
internal static class ShapeRefusal
{
    /// <summary>Of a family that makes one prediction of a row, whatever the row is.</summary>
    public static string? OfSeveralTargets(Problem problem) => problem.CasesPerRow == 1
        ? null
        : Text($"predicts one target a row; this task has {problem.CasesPerRow}. Use rnn, gru, lstm or transformer.");

    /// <summary>Of a family that reads images.</summary>
    /// <param name="leastSide">Pixels that an image needs to have in both directions.</param>
    public static string? OfImages(Problem problem, int leastSide) => problem.Shape switch
    {
        InputShape.Image image when Math.Min(image.Height, image.Width) < leastSide => Text(
            $"needs images of at least {leastSide} x {leastSide} pixels; those of this task are {image.Height} x {image.Width}. Use allconv, or a task such as mnist or fashion."),
        InputShape.Image => OfSeveralTargets(problem),
        InputShape.Tokens => "reads images; this task has sequences. Use rnn, gru, lstm, transformer or mlp, or a task such as digits, mnist, phototiles10.",
        _ => $"reads images; this task has {problem.Shape.Name}. Use mlp, or a task such as digits, mnist, phototiles10.",
    };

    /// <summary>Of a family that reads token sequences.</summary>
    public static string? OfSequences(Problem problem) => problem.Shape switch
    {
        InputShape.Tokens(var length, _) when problem.CasesPerRow > length => Text(
            $"predicts at most one target a position; this task has {problem.CasesPerRow} targets and {length} positions a row. Use longer sequences."),
        InputShape.Tokens => null,
        InputShape.Image => "reads sequences; this task has images. Use allconv, resnet or mlp, or a task such as runparity, copy, recall.",
        _ => $"reads sequences; this task has {problem.Shape.Name}. Use mlp, or a task such as runparity, copy, recall.",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
