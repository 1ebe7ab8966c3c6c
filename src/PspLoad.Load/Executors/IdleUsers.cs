namespace PspLoad.Load.Executors;

/// <summary>
/// Last in, first out, so that as few users and connections as possible are in use. Any thread pushes, one thread pops. The single popper avoids the ABA
/// problem of a Treiber stack.
/// </summary>
internal sealed class IdleUsers
{
    private VirtualUser? _top;

    public void Push(VirtualUser user)
    {
        VirtualUser? top;
        do
        {
            top = Volatile.Read(ref _top);
            user.NextIdle = top;
        } while (Interlocked.CompareExchange(ref _top, user, top) != top);
    }

    public VirtualUser? TryPop()
    {
        while (true)
        {
            var top = Volatile.Read(ref _top);
            if (top is null || Interlocked.CompareExchange(ref _top, top.NextIdle, top) == top)
                return top;
        }
    }
}
