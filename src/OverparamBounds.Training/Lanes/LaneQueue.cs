using OverparamBounds.Core.Trials;

namespace OverparamBounds.Training.Lanes;

/// <summary>The trials of a block that no group has taken yet, by width; groups of several threads draw from it.</summary>
internal sealed class LaneQueue
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, Queue<Trial>> _waiting;
    private readonly Dictionary<int, int> _groups = [];

    public LaneQueue(IEnumerable<Trial> trials) =>
        _waiting = trials.GroupBy(trial => trial.Width).ToDictionary(group => group.Key, group => new Queue<Trial>(group));

    /// <summary>The width that most needs another group: one that has none, then the widest.</summary>
    public int? NextWidth()
    {
        lock (_gate)
        {
            var width = _waiting
                .Where(pair => pair.Value.Count > 0)
                .OrderBy(pair => _groups.GetValueOrDefault(pair.Key))
                .ThenByDescending(pair => pair.Key)
                .Select(pair => (int?)pair.Key)
                .FirstOrDefault();
            if (width is { } chosen)
            {
                _groups[chosen] = _groups.GetValueOrDefault(chosen) + 1;
            }

            return width;
        }
    }

    /// <summary>The next trial of a width; false when there is none left.</summary>
    public bool TryTake(int width, out Trial trial)
    {
        lock (_gate)
        {
            return _waiting[width].TryDequeue(out trial);
        }
    }
}
