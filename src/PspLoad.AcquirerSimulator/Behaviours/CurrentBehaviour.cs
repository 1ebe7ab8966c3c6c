namespace PspLoad.AcquirerSimulator.Behaviours;

/// <summary>The behaviour that every request reads and administration replaces.</summary>
public sealed class CurrentBehaviour(Behaviour initial)
{
    private readonly Lock gate = new();
    private TaskCompletionSource changed = NewSignal();
    private volatile Behaviour value = initial;
    private int held;

    public Behaviour Value => value;

    /// <summary>Requests that hang now because of an outage.</summary>
    public int Held => Volatile.Read(ref held);

    /// <returns>the mistakes; with none, the patch is in force</returns>
    public IReadOnlyList<(string Field, string Remedy)> Apply(BehaviourPatch patch)
    {
        TaskCompletionSource signal;
        lock (gate)
        {
            var next = patch.ApplyTo(value);
            if (next.Mistakes().ToList() is { Count: > 0 } mistakes)
                return mistakes;
            value = next;
            (signal, changed) = (changed, NewSignal());
        }

        signal.SetResult();
        return [];
    }

    /// <summary>Completes when no request is to hang because of an outage.</summary>
    public async Task WaitWhileHangingAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref held);
        try
        {
            while (true)
            {
                Task next;
                lock (gate)
                {
                    if (value.Outage != Outage.Hang)
                        return;
                    next = changed.Task;
                }

                await next.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref held);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
