using OverparamBounds.Core.Catalogues;
using OverparamBounds.Tasks.Formats;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.BuiltIn;

/// <summary>The part that the shipped tables share: the last column is the target, inputs are standardised.</summary>
internal static class ShippedTable
{
    public static LearningTask Classification(string id, string title, Citation source, string file) => new()
    {
        Id = id,
        Title = title,
        Source = source,
        HasRows = true,
        Scale = "zscore",
        Load = request => Load(request, id, file, CsvTarget.Classes),
    };

    public static LearningTask Regression(string id, string title, Citation source, string file) => new()
    {
        Id = id,
        Title = title,
        Source = source,
        HasRows = true,
        Targets = TargetKind.Numbers,
        Scale = "zscore",
        Standardise = true,
        Load = request => Load(request, id, file, CsvTarget.Numbers),
    };

    private static RawData Load(TaskRequest request, string id, string file, CsvTarget target)
    {
        var raw = CsvDataset.Make(Csv.Read(ShippedFile.Read(file)), new CsvOptions { Target = target });

        // Users do not see the file, so its lines say nothing to them.
        return RowChoice.Take(raw with { Places = [] }, RowChoice.Rows(request.Arguments, raw.Data.Samples, $"task '{id}'"));
    }
}
