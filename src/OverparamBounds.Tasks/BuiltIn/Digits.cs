using OverparamBounds.Tasks.Formats;

namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>1797 handwritten digits of 8 x 8 pixels, 0..16, divided by 16.</summary>
public static class Digits
{
    public static LearningTask Entry { get; } = new()
    {
        Id = "digits",
        Title = "Handwritten digits",
        Source = new("Alpaydin, Kaynak", 1998, "UCI Optical Recognition of Handwritten Digits, test part; values as in scikit-learn 1.2.1"),
        HasRows = true,
        HasPixels = true,
        Load = request => IdxDataset.Read(
            ShippedFile.Read("digits8x8-images-idx3-ubyte.gz"),
            ShippedFile.Read("digits8x8-labels-idx1-ubyte.gz"),
            request.Arguments,
            divisor: 16),
    };
}
