namespace PspLoad.Load.Http.Sockets;

/// <summary>How a watched action ended: in time, closed because it was late, or closed because the caller gave up.</summary>
internal enum WatchVerdict
{
    InTime,
    Late,
    Cancelled,
}
