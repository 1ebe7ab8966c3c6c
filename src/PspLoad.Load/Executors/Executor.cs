namespace PspLoad.Load.Executors;

/// <summary>Decides when virtual users start an iteration. <see cref="Run(CancellationToken)"/> has the timetable's thread to itself.</summary>
internal abstract class Executor : LoadSource
{
    private readonly VirtualUser?[] _users;
    private int _created;

    protected Executor(LoadSession session, int maxUsers) => (Session, _users) = (session, new VirtualUser[maxUsers]);

    protected LoadSession Session { get; }

    public override int InFlight => Users.Count(user => user.IsActive);

    public override void Run(Action begin, CancellationToken stop)
    {
        begin();
        Run(stop);
    }

    /// <summary>The timetable, from warm-up to the end of the profile.</summary>
    protected abstract void Run(CancellationToken stop);

    /// <summary>A user asks this after each iteration, on its own thread. True: go on at once with the next iteration, which this call has prepared.</summary>
    public abstract bool Continue(VirtualUser user);

    /// <summary>A user calls this before it waits for its next <see cref="VirtualUser.Start"/>.</summary>
    public abstract void Release(VirtualUser user);

    /// <remarks>Lets idle users go.</remarks>
    public override void Abandon()
    {
        foreach (var user in Users)
            user.Abandon();
    }

    protected int Created => Volatile.Read(ref _created);

    protected IEnumerable<VirtualUser> Users
    {
        get
        {
            var created = Created;
            for (var i = 0; i < created; i++)
                yield return _users[i]!;
        }
    }

    /// <summary>A new user that waits for its first start; null at the limit.</summary>
    protected VirtualUser? TryCreate()
    {
        if (_created == _users.Length)
            return null;
        var user = new VirtualUser(Session, this, _created);
        _users[_created] = user;
        Volatile.Write(ref _created, _created + 1);
        user.Live();
        return user;
    }

    protected VirtualUser User(int index) => _users[index]!;
}
