using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OverparamBounds.Faults.Scenes;

/// <summary>What a relay does with bytes.</summary>
internal enum RelayMode
{
    Pass,

    /// <summary>Each piece is held up.</summary>
    Delay,

    /// <summary>Nothing comes through in either direction, and nobody is told: half-open connections.</summary>
    Swallow,

    /// <summary>Connections are closed, and new ones closed at once.</summary>
    Reset,
}

/// <summary>A network between a worker and the server that can be cut.</summary>
internal sealed class TcpRelay : IAsyncDisposable
{
    private static readonly TimeSpan HeldUp = TimeSpan.FromMilliseconds(400);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly CancellationTokenSource _end = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile RelayMode _mode;

    /// <param name="target">The server's port on this machine.</param>
    public TcpRelay(int target)
    {
        _target = target;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Switch(RelayMode mode)
    {
        // What was swallowed is missing from the stream: such connections never come to life again.
        if (mode == RelayMode.Reset || _mode == RelayMode.Swallow)
        {
            foreach (var client in _open.Keys)
            {
                client.Dispose();
            }
        }

        _mode = mode;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        Switch(RelayMode.Reset);
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_end.Token);
                _ = ServeAsync(client);
            }
            catch (Exception ended) when (ended is OperationCanceledException or SocketException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient())
        {
            if (_mode == RelayMode.Reset)
            {
                return;
            }

            _open[client] = true;
            _open[server] = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _target, _end.Token);
                await Task.WhenAny(PassAsync(client.GetStream(), server.GetStream()), PassAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception cut) when (cut is IOException or SocketException or ObjectDisposedException or OperationCanceledException or InvalidOperationException)
            {
                // The ends learn of it by themselves.
            }
            finally
            {
                _open.TryRemove(client, out _);
                _open.TryRemove(server, out _);
            }
        }
    }

    private async Task PassAsync(NetworkStream from, NetworkStream to)
    {
        var bytes = new byte[16_384];
        while (await from.ReadAsync(bytes, _end.Token) is var count and > 0)
        {
            if (_mode == RelayMode.Delay)
            {
                await Task.Delay(HeldUp, _end.Token);
            }

            if (_mode != RelayMode.Swallow)
            {
                await to.WriteAsync(bytes.AsMemory(0, count), _end.Token);
            }
        }
    }
}
