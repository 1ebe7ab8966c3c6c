using System.Net;
using System.Net.Sockets;

namespace PspLoad.Load.Http.Sockets;

/// <summary>Chooses the next address to connect to: the override, or the cached DNS addresses in turn.</summary>
internal sealed class TargetResolver(HttpTarget target, TimeSpan lifetime, TimeSpan limit, TimeProvider time)
{
    private readonly Lock _gate = new();
    private Task<IPAddress[]>? _answer;
    private long _askedAt;
    private uint _next;

    /// <exception cref="SocketException">The name has no address.</exception>
    /// <exception cref="TimeoutException">DNS did not answer within the limit; the message says so.</exception>
    public async ValueTask<IPEndPoint> NextAsync(CancellationToken cancellationToken)
    {
        if (target.ConnectTo is { } address)
            return address;
        Task<IPAddress[]> answer;
        lock (_gate)
        {
            var stale = _answer is null || (_answer.IsCompleted && (!_answer.IsCompletedSuccessfully || time.GetElapsedTime(_askedAt) > lifetime));
            if (stale)
                (_answer, _askedAt) = (Dns.GetHostAddressesAsync(target.Host, CancellationToken.None), time.GetTimestamp());
            answer = _answer!;
        }

        var addresses = answer.IsCompletedSuccessfully ? await answer : await InTimeAsync(answer, cancellationToken);
        if (addresses.Length == 0)
            throw new SocketException((int)SocketError.HostNotFound);
        return new IPEndPoint(addresses[Interlocked.Increment(ref _next) % (uint)addresses.Length], target.Port);
    }

    /// <summary>The system's resolver cannot be cancelled, so the wait for it is.</summary>
    private async Task<IPAddress[]> InTimeAsync(Task<IPAddress[]> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"no answer from DNS for {target.Host} in {limit.TotalSeconds:0.###} s", late);
        }
    }
}
