using OverparamBounds.Core.Catalogues;
using OverparamBounds.Tasks.BuiltIn;
using OverparamBounds.Tasks.Files;
using OverparamBounds.Tasks.Sequences;
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
        Copy.Entry,
        Sort.Entry,
        Recall.Entry,
        RunningParity.Entry,
        Induction.Entry,
        Digits.Entry,
        Mnist.Entry,
        Fashion.Entry,
        PhotoTiles.Entry,
        Iris.Entry,
        Wine.Entry,
        BreastCancer.Entry,
        Diabetes.Entry,
        Pride.Entry,
        CharacterModel.Entry,
        CsvFile.Entry,
        IdxFile.Entry,
        CifarFile.Entry,
        NpyFile.Entry,
        NpzFile.Entry);
}
