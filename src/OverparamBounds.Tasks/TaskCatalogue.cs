using OverparamBounds.Core.Catalogues;
using OverparamBounds.Tasks.BuiltIn;
using OverparamBounds.Tasks.Files;
using OverparamBounds.Tasks.Synthetic;

namespace OverparamBounds.Tasks;

/// <summary>All tasks. Reading it makes no data and opens no file.</summary>
public static class TaskCatalogue
{
    public static Catalogue<LearningTask> All { get; } = new(
        "task",
        Xor.Entry,
        Parity.Entry,
        Spirals.Entry,
        Clusters.Entry,
        Sphere.Entry,
        ModularAddition.Entry,
        Teacher.Entry,
        Sine.Entry,
        RandomRegression.Entry,
        Digits.Entry,
        Iris.Entry,
        Wine.Entry,
        BreastCancer.Entry,
        Diabetes.Entry,
        CsvFile.Entry,
        IdxFile.Entry);
}
