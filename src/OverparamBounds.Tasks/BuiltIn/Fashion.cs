namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>Clothes of 28 x 28 pixels in ten kinds; the first 500 of the training set are shipped.</summary>
public static class Fashion
{
    public static LearningTask Entry { get; } = GreyImages.Shipped(
        "fashion",
        "Fashion-MNIST",
        new("Xiao, Rasul, Vollgraf", 2017, "Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms"),
        new(
            "fashion-first500-images-idx3-ubyte.gz",
            "fashion-first500-labels-idx1-ubyte.gz",
            500,
            ["T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"]));
}
