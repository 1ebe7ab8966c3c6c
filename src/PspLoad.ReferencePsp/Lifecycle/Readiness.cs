using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Lifecycle;

/// <summary>Whether the node can take payments now: started, not draining, and a database server takes writes.</summary>
public sealed class Readiness(WritableDatabase database)
{
    private volatile string? _waitingFor = "the database";
    private volatile bool _draining;

    /// <summary>Why the front should send nothing here; null when it may.</summary>
    public string? Problem =>
        Refusal
        ?? (
            _draining ? "the node is draining"
            : database.Current is null ? "no database server is writable"
            : null
        );

    /// <summary>
    /// Why a request that is here can't be served. One that came while the node drains is served, and one that came while a primary is being promoted
    /// waits, so that neither a deployment nor a short failover costs a request; only when the database has been away for longer, it isn't worth waiting.
    /// </summary>
    public string? Refusal =>
        _waitingFor is { } missing ? $"waiting for {missing}"
        : database.IsAwayForLong ? "no database server is writable"
        : null;

    public void WaitFor(string what) => _waitingFor = what;

    public void Started() => _waitingFor = null;

    public void Drain() => _draining = true;
}
