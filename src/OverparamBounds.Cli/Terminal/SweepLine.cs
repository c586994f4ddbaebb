using OverparamBounds.Core.Queue;

namespace OverparamBounds.Cli.Terminal;

/// <summary>How far a sweep is, on stderr: one line that is rewritten on a terminal, a line a change elsewhere.</summary>
internal sealed class SweepLine : IDisposable
{
    private readonly bool _live = !Console.IsErrorRedirected;
    private int _answered = -1;

    public void Show(QueuedSweep sweep)
    {
        var line = QueueText.Line(sweep);
        if (_live)
        {
            var columns = Console.WindowWidth is > 20 and var width ? width : 80;
            Console.Error.Write($"\r\e[2K{(line.Length < columns ? line : line[..(columns - 1)])}");
        }
        else if (_answered != sweep.Answered + sweep.Failed)
        {
            Console.Error.WriteLine(line);
        }

        _answered = sweep.Answered + sweep.Failed;
    }

    public void Dispose()
    {
        if (_live && _answered >= 0)
        {
            Console.Error.Write("\r\e[2K");
        }
    }
}
