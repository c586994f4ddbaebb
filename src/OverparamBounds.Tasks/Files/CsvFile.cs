using OverparamBounds.Core.Catalogues;
using OverparamBounds.Tasks.Formats;
using OverparamBounds.Tasks.Rows;

namespace OverparamBounds.Tasks.Files;

/// <summary>Any table with a header row.</summary>
/// <remarks>Columns come in units of their own, so inputs and real targets are standardised unless asked otherwise.</remarks>
public static class CsvFile
{
    private static readonly IReadOnlyList<string> Lists = ["target", "columns", "onehot"];

    public static LearningTask Entry { get; } = new()
    {
        Id = "csv",
        Title = "CSV file",
        Source = new("Shafranovich", 2005, "RFC 4180, in UTF-8, with a header row"),
        Targets = TargetKind.Either,
        Scale = "zscore",
        Standardise = true,
        HasRows = true,
        FileParameters = ["path"],
        OwnParameters =
        [
            Parameter.Text("path", "the file, plain or packed with gzip") with { Required = true },
            Parameter.List("target", "target columns; the last column if absent"),
            Parameter.List("columns", "feature columns; all others if absent") with { Quiet = true },
            Parameter.Choice("missing", "what an empty field, NA, NaN or ? is: an error, or a reason to drop the row", "error", "error", "drop")
                with
            { Quiet = true },
            Parameter.List("onehot", "feature columns whose values become inputs of their own") with { Quiet = true },
            Parameter.Choice(
                "task",
                "whether the target is a class; auto: text and whole numbers of at most 20 kinds are classes",
                "auto",
                "auto",
                "classification",
                "regression") with
            { Quiet = true },
        ],
        Problems = arguments => Lists.SelectMany(name => NameList.Problems(arguments, name, "columns")),
        Load = Load,
    };

    private static RawData Load(TaskRequest request)
    {
        var arguments = request.Arguments;
        var raw = CsvDataset.Make(Csv.Read(request.Files[0]), new CsvOptions
        {
            Targets = NameList.Of(arguments, "target"),
            Features = NameList.Of(arguments, "columns"),
            OneHot = NameList.Of(arguments, "onehot"),
            DropMissing = arguments.Text("missing") == "drop",
            Target = arguments.Text("task") switch
            {
                "classification" => CsvTarget.Classes,
                "regression" => CsvTarget.Numbers,
                _ => CsvTarget.Auto,
            },
        });
        return RowChoice.Take(raw, RowChoice.Rows(arguments, raw.Data.Samples, request.Files[0].Name));
    }
}
