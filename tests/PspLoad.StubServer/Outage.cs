namespace PspLoad.StubServer;

/// <param name="Begin">start on CLOCK_MONOTONIC, in <see cref="System.Diagnostics.Stopwatch"/> ticks</param>
/// <param name="End">end on the same clock; the first request from then on is answered normally</param>
internal sealed record Outage(OutageKind Kind, long Begin, long End)
{
    public bool Meets(long now) => Begin <= now && now < End;
}
