using System.Globalization;
using Npgsql;

namespace OverparamBounds.Scale;

/// <summary>What the server's processes have cost, read from /proc: a machine that others keep busy spoils the clock, not this.</summary>
internal sealed class ServerCpu(int postmaster)
{
    private const double TicksASecond = 100;

    public static async Task<ServerCpu> OfAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::integer");
        return new((int)(await command.ExecuteScalarAsync(cancellationToken))!);
    }

    /// <summary>Seconds so far, of ended processes as well; null where there is no /proc.</summary>
    public double? Seconds() => Directory.Exists("/proc")
        ? Directory.EnumerateDirectories("/proc").Select(Times).OfType<ProcessTimes>()
            .Sum(times => times.Process == postmaster ? times.Own + times.Ended : times.Parent == postmaster ? times.Own : 0) / TicksASecond
        : null;

    private static ProcessTimes? Times(string folder)
    {
        if (!int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var process))
        {
            return null;
        }

        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            double Ticks(int at) => double.Parse(fields[at], CultureInfo.InvariantCulture);
            return new(process, int.Parse(fields[1], CultureInfo.InvariantCulture), Own: Ticks(11) + Ticks(12), Ended: Ticks(13) + Ticks(14));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
            return null;
        }
    }

    private sealed record ProcessTimes(int Process, int Parent, double Own, double Ended);
}
