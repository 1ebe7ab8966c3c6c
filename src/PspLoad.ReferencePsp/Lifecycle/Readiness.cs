using PspLoad.ReferencePsp.Storage;

namespace PspLoad.ReferencePsp.Lifecycle;

/// <summary>Whether the node can take payments now: it has started, it is not draining, and a database server accepts writes.</summary>
public sealed class Readiness(WritableDatabase database)
{
    private volatile string? _waitingFor = "the database";
    private volatile bool _draining;

    /// <summary>Why the front should send no new requests; null when it may.</summary>
    public string? Problem =>
        Refusal
        ?? (
            _draining ? "the node is draining"
            : database.Current is null ? "no database server is writable"
            : null
        );

    /// <summary>
    /// Why the node cannot serve a request that has arrived; null when it can. Requests that arrive during a drain are served, and requests that arrive
    /// during a promotion wait, so that neither a deployment nor a short failover costs a request. Once the database has been away for longer, requests are
    /// refused at once.
    /// </summary>
    public string? Refusal =>
        _waitingFor is { } missing ? $"waiting for {missing}"
        : database.IsAwayForLong ? "no database server is writable"
        : null;

    public void WaitFor(string what) => _waitingFor = what;

    public void Started() => _waitingFor = null;

    public void Drain() => _draining = true;
}
