using OverparamBounds.Core.Specs;
using OverparamBounds.Tasks;

namespace OverparamBounds.Jobs.Questions;

/// <summary>Loads each task once, however many questions ask about it; a task that cannot be loaded fails once, too.</summary>
public sealed class TaskCache
{
    private readonly Dictionary<(string Text, string? Labels), Entry> _tasks = [];

    /// <summary>Numbers of all data held, inputs and targets.</summary>
    public long Numbers { get; private set; }

    /// <param name="problems">Receives what is wrong with the task, a line each.</param>
    public LoadedTask? Load(string text, string? labels, ICollection<string> problems)
    {
        if (!_tasks.TryGetValue((text, labels), out var entry))
        {
            entry = Read(text, labels);
            _tasks.Add((text, labels), entry);
            Numbers += entry.Task is { Data: var data } ? (long)data.Samples * (data.Features + data.TargetColumns + 1) : 0;
        }

        foreach (var problem in entry.Problems)
        {
            problems.Add(problem);
        }

        return entry.Task;
    }

    private static Entry Read(string text, string? labels)
    {
        try
        {
            return new(TaskLoader.Load(text, labels), []);
        }
        catch (RequestException problem)
        {
            return new(null, problem.Problems);
        }
    }

    private sealed record Entry(LoadedTask? Task, IReadOnlyList<string> Problems);
}
