using System.Runtime.InteropServices;

namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// A thread that waits for many sockets with epoll(7) and runs their continuations up to the next wait. There are half as many pollers
/// as cores: fewer, fuller wake-ups cost less per request and leave cores for the timetable, the recorder and a local target. Code that
/// blocks here holds up every socket of the thread.
/// </summary>
internal sealed class Poller
{
    private const int MaxEvents = 256;

    private static readonly Lazy<Poller[]> s_all = new(() => [.. Enumerable.Range(0, Math.Max(1, Environment.ProcessorCount / 2)).Select(_ => new Poller())]);
    private static uint s_next;

    private readonly int _epoll = Kernel.CreateEpoll();
    private readonly Lock _gate = new();
    private readonly List<SocketChannel?> _channels = [];
    private readonly Stack<int> _free = new();
    private uint _generation;

    private Poller() => new Thread(Run) { IsBackground = true, Name = "load sockets" }.Start();

    /// <summary>The next poller in turn.</summary>
    public static Poller Next() => s_all.Value[Interlocked.Increment(ref s_next) % (uint)s_all.Value.Length];

    /// <summary>Starts to notify the channel of its socket, once for each change.</summary>
    /// <returns>token for <see cref="Forget"/></returns>
    /// <exception cref="System.Net.Sockets.SocketException">The limit of watches is reached.</exception>
    public ulong Watch(SocketChannel channel, SafeHandle socket)
    {
        ulong ticket;
        lock (_gate)
        {
            if (!_free.TryPop(out var slot))
            {
                slot = _channels.Count;
                _channels.Add(null);
            }
            _channels[slot] = channel;
            // An event may be under way when its socket is closed. The generation shows that it does not belong to the slot's next socket.
            ticket = (ulong)++_generation << 32 | (uint)slot;
            channel.Ticket = ticket;
        }
        Kernel.Watch(_epoll, socket, Kernel.In | Kernel.Out | Kernel.PeerClosed | Kernel.EdgeTriggered, ticket);
        return ticket;
    }

    /// <summary>Call after the socket is closed, which has ended the watch.</summary>
    public void Forget(ulong ticket)
    {
        var slot = (int)(uint)ticket;
        lock (_gate)
        {
            if (_channels[slot]?.Ticket != ticket)
                return;
            _channels[slot] = null;
            _free.Push(slot);
        }
    }

    private void Run()
    {
        var events = new byte[MaxEvents * Kernel.EventSize];
        var ready = new (SocketChannel? Channel, uint Events)[MaxEvents];
        while (true)
        {
            var count = Kernel.Wait(_epoll, events);
            lock (_gate)
            {
                for (var i = 0; i < count; i++)
                {
                    var (what, ticket) = Kernel.EventAt(events, i);
                    var channel = _channels[(int)(uint)ticket];
                    ready[i] = (channel?.Ticket == ticket ? channel : null, what);
                }
            }
            for (var i = 0; i < count; i++)
            {
                ready[i].Channel?.OnEvents(ready[i].Events);
                ready[i].Channel = null;
            }
        }
    }
}
