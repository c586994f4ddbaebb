using System.Globalization;

namespace OverparamBounds.Faults.Audits;

/// <summary>What all workers of a run wrote down before the database heard of it; see <see cref="Jobs.Workers.AttemptLog"/>.</summary>
internal sealed class AttemptLogs
{
    private readonly Dictionary<TrialKey, int> _starts = [];
    private readonly List<StoredTrial> _ends = [];

    /// <summary>Attempts begun, by trial.</summary>
    public IReadOnlyDictionary<TrialKey, int> Starts => _starts;

    public IReadOnlyList<StoredTrial> Ends => _ends;

    /// <summary>Results that workers were told are stored and new.</summary>
    public long Accepted { get; private set; }

    /// <summary>Flushes that were refused.</summary>
    public int Refused { get; private set; }

    public static AttemptLogs Read(string folder)
    {
        var logs = new AttemptLogs();
        foreach (var file in Directory.EnumerateFiles(folder, "attempts-*.tsv"))
        {
            var text = File.ReadAllText(file);

            // The process may have died while it wrote the last line.
            foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                logs.Add(line);
            }
        }

        return logs;
    }

    private void Add(string line)
    {
        if (line.Split('\t') is not [var what, var cell, _, _, var rest])
        {
            throw new InvalidDataException($"A log of attempts has a line of another form: {line}");
        }

        switch (what)
        {
            case "start":
                foreach (var seed in rest.Split(','))
                {
                    var trial = new TrialKey(cell, int.Parse(seed, CultureInfo.InvariantCulture));
                    _starts[trial] = _starts.GetValueOrDefault(trial) + 1;
                }

                break;
            case "end":
                foreach (var pair in rest.Split(','))
                {
                    var colon = pair.IndexOf(':');
                    _ends.Add(new(new(cell, int.Parse(pair.AsSpan(0, colon), CultureInfo.InvariantCulture)), pair[(colon + 1)..]));
                }

                break;
            case "stored" when rest == "refused":
                Refused++;
                break;
            default:
                Accepted += int.Parse(rest, CultureInfo.InvariantCulture);
                break;
        }
    }
}
