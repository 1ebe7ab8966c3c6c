namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// Time-out and cancellation of a connection's current action, without a timer or a registration per request. The transport's sweep
/// checks it regularly and closes the channel if it is late. Exactly one of <see cref="Disarm"/> and the sweep wins.
/// </summary>
internal sealed class Watchdog
{
    private const long Off = 0;
    private const long BarkedLate = -1;
    private const long BarkedCancelled = -2;
    private long _until;
    private CancellationToken _cancellation;

    /// <summary>The channel that is closed when the time is up.</summary>
    public SocketChannel? Channel { get; set; }

    /// <param name="until">deadline, Stopwatch timestamp</param>
    /// <param name="cancellation">ends the action early</param>
    public void Arm(long until, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        Volatile.Write(ref _until, until);
    }

    public WatchVerdict Disarm() =>
        Interlocked.Exchange(ref _until, Off) switch
        {
            BarkedLate => WatchVerdict.Late,
            BarkedCancelled => WatchVerdict.Cancelled,
            _ => WatchVerdict.InTime,
        };

    public void Sweep(long now)
    {
        var until = Volatile.Read(ref _until);
        if (until <= Off)
            return;
        var bark =
            now >= until ? BarkedLate
            : _cancellation.IsCancellationRequested ? BarkedCancelled
            : Off;

        // Each use has a different timestamp, so a watchdog that was re-armed meanwhile is left alone.
        if (bark != Off && Interlocked.CompareExchange(ref _until, bark, until) == until)
            Channel?.Dispose();
    }
}

/// <summary>Outcome of a watched action: in time, closed because it was late, or closed because the caller cancelled.</summary>
internal enum WatchVerdict
{
    InTime,
    Late,
    Cancelled,
}
