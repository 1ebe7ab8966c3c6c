using System.Net;
using System.Net.Sockets;

namespace PspLoad.Load.Http.Sockets;

/// <summary>Chooses the next address to connect to: the override, or the cached DNS addresses in turn.</summary>
internal sealed class TargetResolver(HttpTarget target, TimeSpan lifetime, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<IPAddress[]>? _answer;
    private long _askedAt;
    private uint _next;

    /// <exception cref="SocketException">The name has no address.</exception>
    public async ValueTask<IPEndPoint> NextAsync()
    {
        if (target.ConnectTo is { } address)
            return address;
        Task<IPAddress[]> answer;
        lock (_gate)
        {
            var stale = _answer is null || (_answer.IsCompleted && (!_answer.IsCompletedSuccessfully || time.GetElapsedTime(_askedAt) > lifetime));
            if (stale)
                (_answer, _askedAt) = (Dns.GetHostAddressesAsync(target.Host), time.GetTimestamp());
            answer = _answer!;
        }

        var addresses = await answer;
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        return new IPEndPoint(addresses[Interlocked.Increment(ref _next) % (uint)addresses.Length], target.Port);
    }
}
