namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>Handwritten digits of 28 x 28 pixels, from files of one's own: their licence is not this project's.</summary>
public static class Mnist
{
    public static LearningTask Entry { get; } = GreyImages.FromFiles(
        "mnist",
        "MNIST digits",
        new("LeCun, Bottou, Bengio, Haffner", 1998, "Gradient-based learning applied to document recognition"));
}
