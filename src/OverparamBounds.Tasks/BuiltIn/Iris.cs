namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>150 flowers of three species by four measurements; rows 102 and 143 are equal.</summary>
public static class Iris
{
    public static LearningTask Entry { get; } = ShippedTable.Classification(
        "iris", "Iris", new("Fisher", 1936, "The use of multiple measurements in taxonomic problems; values as in scikit-learn 1.2.1"), "iris.csv");
}
