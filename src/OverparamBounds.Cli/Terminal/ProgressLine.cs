using System.Diagnostics;
using System.Globalization;
using OverparamBounds.Jobs.Steps;

namespace OverparamBounds.Cli.Terminal;

/// <summary>
/// What is being decided, trainings done, rate, time left. On a terminal one line that is rewritten at most five times
/// a second; elsewhere a plain line a launch. Always on stderr, so that stdout holds the answer alone.
/// </summary>
internal sealed class ProgressLine : IProgress<FindProgress>, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly bool _live = !Console.IsErrorRedirected;
    private readonly Lock _gate = new();
    private TimeSpan _shown = -Interval;
    private int _launch;
    private bool _dirty;

    public void Report(FindProgress value)
    {
        lock (_gate)
        {
            var isNew = value.Launch?.Number != _launch;
            _launch = value.Launch?.Number ?? _launch;
            if (_live ? _clock.Elapsed - _shown < Interval : !isNew)
            {
                return;
            }

            _shown = _clock.Elapsed;
            if (_live)
            {
                var line = Line(value);
                Console.Error.Write($"\r\e[2K{(line.Length < Columns ? line : line[..(Columns - 1)])}");
                _dirty = true;
            }
            else
            {
                Console.Error.WriteLine(Line(value));
            }
        }
    }

    public void Dispose()
    {
        if (_dirty)
        {
            Console.Error.Write("\r\e[2K");
        }
    }

    private static int Columns => Console.WindowWidth is > 20 and var columns ? columns : 80;

    private string Line(FindProgress value)
    {
        var rate = value.NetSteps / Math.Max(_clock.Elapsed.TotalSeconds, 1e-3);
        var interval = value.High is { } high ? $"[{value.Low + 1}, {high}]" : $"above {value.Low}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"launch {value.Launch?.Number} · {interval} · {value.Trainings} trainings · {Rate(rate)} net-steps/s{Left(value)} · {value.Launch?.Reason}");
    }

    /// <summary>From one more launch of this size to the whole budget, at the pace so far.</summary>
    private string Left(FindProgress value)
    {
        if (value.Trained < 1 || value.Launch is null)
        {
            return string.Empty;
        }

        var pace = _clock.Elapsed.TotalSeconds / value.Trained;
        return $" · {Duration(pace * value.Launch.Trainings)} to {Duration(pace * (value.MaxTrainings - value.Trainings))} left";
    }

    private static string Duration(double seconds) => seconds switch
    {
        < 90 => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(seconds, 1):F0} s"),
        < 5400 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:F0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:F1} h"),
    };

    private static string Rate(double rate) => rate switch
    {
        >= 1e6 => string.Create(CultureInfo.InvariantCulture, $"{rate / 1e6:F1} M"),
        >= 1e3 => string.Create(CultureInfo.InvariantCulture, $"{rate / 1e3:F0} k"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{rate:F0}"),
    };
}
