using System.Security.Cryptography;
using OverparamBounds.Core.Catalogues;
using OverparamBounds.Core.Data;
using OverparamBounds.Core.Randomness;
using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks.Files;
using OverparamBounds.Tasks.Formats;
using OverparamBounds.Tasks.LabelModes;
using OverparamBounds.Tasks.Rows;
using OverparamBounds.Tasks.Scalings;

namespace OverparamBounds.Tasks;

/// <summary>Makes the data set that a task spec names.</summary>
public static class TaskLoader
{
    /// <summary>Binds the spec, loads the rows, sets the labels, scales, and checks that the targets can be fitted.</summary>
    /// <param name="text">Such as <c>parity(d=8,k=3)</c>.</param>
    /// <param name="labels">A label mode, such as <c>random</c>, as if it stood in the spec; null for what stands there.</param>
    /// <exception cref="RequestException">The spec, a file or the data is wrong.</exception>
    public static LoadedTask Load(string text, string? labels = null)
    {
        var choice = TaskBinding.Bind(text, labels);
        var (task, arguments) = (choice.Entry, choice.Arguments);
        var files = ReadFiles(task, arguments);
        var owner = files.Count == 0 ? $"task '{task.Id}'" : string.Join(", ", files.Select(file => file.Name));
        var hash = string.Empty;
        if (files.Count > 0)
        {
            hash = ContentHash(files);
            arguments = arguments.With(SharedParameters.ContentHash, CheckedHash(arguments, files, hash));
        }

        var key = Key(task, arguments, hash);
        var raw = Relabel(task.Load(new(arguments, key, files)), arguments, key);
        CheckTargets(raw.Data, owner);
        raw = raw with { Data = Scale(raw.Data, arguments) };
        CheckFinite(raw.Data, owner);
        return new((choice with { Arguments = arguments }).Text, ConflictCheck.Run(raw, owner))
        {
            HasRandomLabels = task.HasRandomLabels || arguments.Find(SharedParameters.Labels) == "random",
        };
    }

    private static List<FileContent> ReadFiles(LearningTask task, SpecArguments arguments)
    {
        var files = new List<FileContent>();
        var problems = new List<string>();
        foreach (var parameter in task.FileParameters.Where(arguments.Has))
        {
            foreach (var path in Paths(task, arguments, parameter))
            {
                try
                {
                    files.Add(FileContent.Read(path, parameter));
                }
                catch (RequestException problem)
                {
                    problems.AddRange(problem.Problems);
                }
            }
        }

        return problems.Count == 0 ? files : throw new RequestException(problems);
    }

    private static IReadOnlyList<string> Paths(LearningTask task, SpecArguments arguments, string parameter) =>
        task.OwnParameters.First(own => own.Name == parameter).Kind == ParameterKind.List
            ? NameList.Of(arguments, parameter)
            : [arguments.Text(parameter)];

    private static string ContentHash(IEnumerable<FileContent> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files)
        {
            file.AddTo(hash);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string CheckedHash(SpecArguments arguments, IEnumerable<FileContent> files, string hash)
    {
        var wanted = arguments.Find(SharedParameters.ContentHash)?.ToLowerInvariant() ?? string.Empty;
        return hash.StartsWith(wanted, StringComparison.Ordinal)
            ? hash[..TaskBinding.HashDigits]
            : throw new RequestException(
                $"{string.Join(", ", files.Select(file => file.Name))}: the file has changed: its SHA-256 begins {hash[..TaskBinding.HashDigits]}, "
                + $"but the task says sha256={wanted}. Bring the old file back, or leave sha256 out to use the new one.");
    }

    /// <summary>Own parameters, content and data seed; see <see cref="TaskRequest"/>.</summary>
    private static string Key(LearningTask task, SpecArguments arguments, string hash)
    {
        var own = task.OwnParameters.Where(parameter => !task.FileParameters.Contains(parameter.Name)).ToList();
        return $"obd1|{SpecText.Canonical(task.Id, own, arguments)}|{hash}|seed={arguments.Text(SharedParameters.Seed)}";
    }

    private static RawData Relabel(RawData raw, SpecArguments arguments, string key)
    {
        if (raw.Data.Labels is not { } labels || arguments.Find(SharedParameters.Labels) is not { } text)
        {
            return arguments.Find(SharedParameters.Labels) is null or "true"
                ? raw
                : throw new RequestException($"labels={arguments.Text(SharedParameters.Labels)}: the target is a number, which has no label modes. Leave labels out.");
        }

        // A key of its own: labels of a task that draws some must not be drawn from the same numbers again.
        var mode = LabelModeCatalogue.All.Bind(text);
        var draws = new RandomSequence(RandomSequence.KeyOf(key + "|labels"), RandomPurpose.Labels);
        if (raw.Data.CasesPerRow == 1)
        {
            return raw with { Data = raw.Data with { Labels = mode.Entry.Relabel(labels, raw.Data.Classes, mode.Arguments, draws) } };
        }

        // A label for each thing that can be told apart: rows that begin alike share the targets of their beginning.
        var prefixes = Prefixes.Of(raw.Data);
        int[] distinct = [.. prefixes.Zip(labels).DistinctBy(pair => pair.First).Select(pair => pair.Second)];
        var relabelled = mode.Entry.Relabel(distinct, raw.Data.Classes, mode.Arguments, draws);
        return raw with { Data = raw.Data with { Labels = [.. prefixes.Select(prefix => relabelled[prefix])] } };
    }

    private static Dataset Scale(Dataset data, SpecArguments arguments)
    {
        var scaling = ScalingCatalogue.All.Bind(arguments.Text(SharedParameters.Scale));
        if (data.Shape is InputShape.Tokens && scaling.Entry.Id != "none")
        {
            throw new RequestException($"scale={scaling.Text}: the inputs are tokens, which are numbers of words and not quantities. Leave scale out.");
        }

        data = scaling.Entry.Apply(data, scaling.Arguments);
        return data.Targets is { } targets && arguments.Flag(SharedParameters.Standardise)
            ? data with { Targets = StandardColumns.Of(targets, data.Samples, data.TargetColumns) }
            : data;
    }

    private static void CheckTargets(Dataset data, string owner)
    {
        if (data.Labels is { } labels && labels.All(label => label == labels[0]))
        {
            var name = data.ClassNames.Count > labels[0] ? $" ('{data.ClassNames[labels[0]]}')" : string.Empty;
            throw new RequestException(
                $"{owner}: all {data.Samples} rows are of one class{name}, expected at least two classes. Use more or other rows.");
        }

        for (var column = 0; column < data.TargetColumns; column++)
        {
            var values = data.Targets!.Where((_, at) => at % data.TargetColumns == column);
            if (values.Distinct().Take(2).Count() < 2)
            {
                throw new RequestException(
                    $"{owner}: target {column + 1} is the same number in all {data.Samples} rows, expected at least two values. Use more or other rows.");
            }
        }
    }

    /// <summary>Numbers near the end of the range overflow when scaled.</summary>
    /// <summary>Networks are trained in float32, where larger numbers are infinite.</summary>
    private static void CheckFinite(Dataset data, string owner)
    {
        if (data.Inputs.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) is >= 0 and var at)
        {
            throw new RequestException(
                $"{owner}: row {(at / data.Features) + 1}, input {(at % data.Features) + 1} is no finite number once scaled. Use smaller numbers or another scale.");
        }

        if (data.Targets.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue) is >= 0 and var place)
        {
            throw new RequestException(
                $"{owner}: row {(place / data.TargetColumns) + 1}, target {(place % data.TargetColumns) + 1} is no finite number once scaled. Use smaller numbers.");
        }
    }
}
