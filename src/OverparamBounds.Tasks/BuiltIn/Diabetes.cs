namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>442 patients by ten measurements in raw units; the target is disease progression after a year.</summary>
public static class Diabetes
{
    public static LearningTask Entry { get; } = ShippedTable.Regression(
        "diabetes",
        "Diabetes",
        new("Efron, Hastie, Johnstone, Tibshirani", 2004, "Least Angle Regression; values as in scikit-learn 1.2.1"),
        "diabetes.csv");
}
