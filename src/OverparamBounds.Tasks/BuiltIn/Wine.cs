namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>178 wines of three cultivars by 13 measurements.</summary>
public static class Wine
{
    public static LearningTask Entry { get; } = ShippedTable.Classification(
        "wine", "Wine", new("Forina et al.", 1991, "UCI Wine recognition data; values as in scikit-learn 1.2.1"), "wine.csv");
}
