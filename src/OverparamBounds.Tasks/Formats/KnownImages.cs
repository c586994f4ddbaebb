using OverparamBounds.Core.Specs;

namespace OverparamBounds.Tasks.Formats;

/// <summary>What files of a known set of grey images hold: unsigned bytes, of one size, in numbered classes.</summary>
internal sealed record KnownImages(int Height, int Width, int Classes)
{
    /// <exception cref="RequestException">The files hold something else.</exception>
    public void Check(Idx images, Idx labels)
    {
        if (images.Type != "u8")
        {
            throw FileMistake.AtByte(images.File, 2, $"type {images.Type}", "u8", "Give the files of this set, or use task idx.");
        }

        if (images.Sizes is not [_, var height, var width] || height != Height || width != Width)
        {
            throw FileMistake.AtByte(
                images.File,
                4,
                $"sizes {string.Join(" x ", images.Sizes)}",
                $"images of {Height} x {Width}",
                "Give the files of this set, or use task idx.");
        }

        for (var row = 0; row < labels.Sizes[0]; row++)
        {
            if (labels.Value(row) is var label && (label < 0 || label >= Classes))
            {
                throw FileMistake.At(
                    labels.File, $"label {row + 1}", FormattableString.Invariant($"{label}"), $"0..{Classes - 1}", "Give the files of this set, or use task idx.");
            }
        }
    }
}
