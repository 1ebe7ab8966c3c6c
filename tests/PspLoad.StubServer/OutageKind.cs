namespace PspLoad.StubServer;

/// <summary>What becomes of a request that comes during an outage.</summary>
internal enum OutageKind
{
    /// <summary>503 at once.</summary>
    Refuses,

    /// <summary>Answered, but not before <see cref="StampingServer.Delay"/>. Each for itself: nothing is left to be worked off at the end.</summary>
    Delays,
}
