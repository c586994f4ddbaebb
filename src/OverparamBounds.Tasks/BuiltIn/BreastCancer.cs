namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>569 tumours, benign or malignant, by 30 measurements of cell nuclei.</summary>
public static class BreastCancer
{
    public static LearningTask Entry { get; } = ShippedTable.Classification(
        "breast-cancer",
        "Breast cancer",
        new("Wolberg, Street, Mangasarian", 1995, "UCI Breast Cancer Wisconsin (diagnostic); values as in scikit-learn 1.2.1"),
        "breast_cancer.csv");
}
