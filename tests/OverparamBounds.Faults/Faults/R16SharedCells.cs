using System.Diagnostics;
using OverparamBounds.Faults.Scenes;

namespace OverparamBounds.Faults.Faults;

/// <summary>Two servers look after one database, in which two sweeps want the same cells.</summary>
internal sealed class R16SharedCells : IFault
{
    public string Id => "R16";

    public string Title => "two servers, two sweeps with the same cells";

    public string PassCriterion => "every trial is run once; both sweeps finish";

    public async Task<FaultVerdict> RunAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var large = GridSweep.Of(context.Trials(small: 4000, full: 20_000)) with { Name = "Large" };
        var small = large with { Name = "Small", Seeds = large.Seeds * 2 / 3 };
        await using var scene = await Scene.OpenAsync(context, cancellationToken);
        List<Process> servers = [Serve(scene, 18_081), Serve(scene, 18_082)];
        try
        {
            await Task.WhenAll(scene.SubmitAsync(large, cancellationToken), scene.SubmitAsync(small, cancellationToken));
            scene.Fleet.Start(context.Workers);
            var finished = await scene.FinishAsync(TimeSpan.FromSeconds(60), cancellationToken);
            var audit = await scene.AuditAsync([large, small], cancellationToken);
            var complete = await scene.Queue.CountAsync("SELECT count(*) FROM sweep WHERE state = 'finished'", cancellationToken);
            return FaultVerdict.Judge(
                $"{large.Trials} and {small.Trials} trials of the same cells, {context.Workers} workers, 2 servers",
                audit,
                [
                    .. finished && complete == 2 ? (string[])[] : ["Not both sweeps finished."],
                    .. audit.ReExecuted > 0 ? (string[])["Trials were run more than once."] : [],
                    .. servers.Exists(server => server.HasExited) ? (string[])["A server ended."] : [],
                ]);
        }
        finally
        {
            foreach (var server in servers)
            {
                server.Kill();
                server.Dispose();
            }
        }
    }

    private static Process Serve(Scene scene, int port) => OverparamProgram.Start(
        scene.Folder, new Dictionary<string, string>(), ["serve", "--db", scene.Url, "--listen", $"http://127.0.0.1:{port}", "--log", "json:warning"]);
}
