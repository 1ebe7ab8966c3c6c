using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Observability;

/// <summary>Whether the node can take payments now: started, not draining, and a database server takes writes.</summary>
public sealed class Readiness(WritableDatabase database)
{
    private volatile string? waitingFor = "the database";

    /// <summary>What is missing; null when ready.</summary>
    public string? Problem => waitingFor is { } missing ? $"waiting for {missing}" : database.Current is null ? "no database server is writable" : null;

    public void WaitFor(string what) => waitingFor = what;

    public void Started() => waitingFor = null;
}
