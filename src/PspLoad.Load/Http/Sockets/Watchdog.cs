namespace PspLoad.Load.Http.Sockets;

/// <summary>
/// Time-out and cancellation of what a connection is doing, without a timer or a registration per request: the transport's sweep looks at it now and then, and
/// closes the channel if it is too late. Exactly one of <see cref="Disarm"/> and the sweep wins.
/// </summary>
internal sealed class Watchdog
{
    private const long Off = 0;
    private const long BarkedLate = -1;
    private const long BarkedCancelled = -2;
    private long _until;
    private CancellationToken _cancellation;

    /// <summary>What is closed when time is up.</summary>
    public SocketChannel? Channel { get; set; }

    /// <param name="until">Stopwatch timestamp</param>
    /// <param name="cancellation">ends it early</param>
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

        // The timestamp differs from one use to the next, so a watchdog that was armed anew meanwhile is left alone.
        if (bark != Off && Interlocked.CompareExchange(ref _until, bark, until) == until)
            Channel?.Dispose();
    }
}

/// <summary>How a watched action ended: in time, closed because it was late, or closed because the caller gave up.</summary>
internal enum WatchVerdict
{
    InTime,
    Late,
    Cancelled,
}
