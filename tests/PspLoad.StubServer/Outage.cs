namespace PspLoad.StubServer;

/// <param name="Begin">CLOCK_MONOTONIC, ticks of a Stopwatch</param>
/// <param name="End">the same; the first request that comes then is answered as ever</param>
internal sealed record Outage(OutageKind Kind, long Begin, long End)
{
    public bool Meets(long now) => Begin <= now && now < End;
}
