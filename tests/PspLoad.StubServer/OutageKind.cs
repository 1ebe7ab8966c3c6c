namespace PspLoad.StubServer;

/// <summary>What happens to a request that arrives during an outage.</summary>
internal enum OutageKind
{
    /// <summary>Answered with 503 at once.</summary>
    Refuses,

    /// <summary>Each request is answered after <see cref="StampingServer.Delay"/>, independently of the others. No backlog remains at the end.</summary>
    Delays,
}
