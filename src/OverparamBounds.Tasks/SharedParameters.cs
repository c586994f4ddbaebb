using OverparamBounds.Core.Catalogues;
using OverparamBounds.Tasks.LabelModes;
using OverparamBounds.Tasks.Scalings;

namespace OverparamBounds.Tasks;

/// <summary>Parameters that tasks share; all are quiet, and none is set without its key.</summary>
internal static class SharedParameters
{
    public const string Labels = "labels";
    public const string Scale = "scale";
    public const string Seed = "seed";
    public const string Rows = "n";
    public const string Sample = "sample";
    public const string Pool = "pool";
    public const string Standardise = "standardise";
    public const string ContentHash = "sha256";

    public static IEnumerable<Parameter> Of(LearningTask task)
    {
        if (task.HasRows)
        {
            yield return Quiet(Parameter.Integer(Rows, "rows to use; all if absent", null, minimum: 1, maximum: int.MaxValue))
                with
            { NamedOnly = false };
            yield return Quiet(Parameter.Integer(Sample, "seed that chooses the n rows; the first n if absent", null, minimum: 0));
        }

        if (task.HasPixels)
        {
            yield return Quiet(Parameter.Integer(Pool, "side of the square blocks of pixels that are averaged", 1, minimum: 1, maximum: 1024));
        }

        if (task.Targets != TargetKind.Numbers)
        {
            yield return Quiet(Nested(Labels, "which labels the rows carry", "true", LabelModeCatalogue.All));
        }

        yield return Quiet(Nested(Scale, "how the inputs are scaled", task.Scale, ScalingCatalogue.All));
        if (task.Targets != TargetKind.Classes)
        {
            yield return Quiet(Parameter.Flag(Standardise, "whether real targets get mean 0 and variance 1", task.Standardise));
        }

        yield return Quiet(Parameter.Integer(Seed, "data seed", 0, minimum: 0));
        if (task.FileParameters.Count > 0)
        {
            yield return Quiet(Parameter.Text(ContentHash, "first 16 hex digits of the SHA-256 of the file (of all files in a row)"));
        }
    }

    private static Parameter Quiet(Parameter parameter) => parameter with { Quiet = true, NamedOnly = true };

    private static Parameter Nested<T>(string name, string help, string @default, Catalogue<T> catalogue)
        where T : class, ICatalogueEntry =>
        new(name, ParameterKind.Spec, help, @default) { Choices = [.. catalogue.Select(entry => entry.Id)] };
}
