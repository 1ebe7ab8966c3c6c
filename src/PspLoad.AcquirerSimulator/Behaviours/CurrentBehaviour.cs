namespace PspLoad.AcquirerSimulator.Behaviours;

/// <summary>The current behaviour. Requests read it; administration replaces it.</summary>
public sealed class CurrentBehaviour(Behaviour initial)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private volatile Behaviour _value = initial;
    private int _held;

    public Behaviour Value => _value;

    /// <summary>Requests that hang now because of an outage.</summary>
    public int Held => Volatile.Read(ref _held);

    /// <returns>the mistakes; when there are none, the patch is in effect</returns>
    public IReadOnlyList<(string Field, string Remedy)> Apply(BehaviourPatch patch)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            var next = patch.ApplyTo(_value);
            if (next.Mistakes().ToList() is { Count: > 0 } mistakes)
                return mistakes;
            _value = next;
            (signal, _changed) = (_changed, NewSignal());
        }

        signal.SetResult();
        return [];
    }

    /// <summary>Completes when no outage makes requests hang.</summary>
    public async Task WaitWhileHangingAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _held);
        try
        {
            while (true)
            {
                Task next;
                lock (_gate)
                {
                    if (_value.Outage != Outage.Hang)
                        return;
                    next = _changed.Task;
                }

                await next.WaitAsync(cancellationToken);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _held);
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
