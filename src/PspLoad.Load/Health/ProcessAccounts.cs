namespace PspLoad.Load.Health;

/// <summary>
/// CPU time by process over many looks at the process table. What a process did that came and went between two looks is in its parent's count of ended
/// children; what one did that has ended since goes to the account of its nearest ancestor alive, so that there are never more accounts than processes.
/// </summary>
/// <param name="target">what the load keeps busy</param>
/// <param name="isContained">whether a process, by id, lives in a container</param>
internal sealed class ProcessAccounts(SystemUnderTest target, Func<int, bool> isContained)
{
    /// <summary>It waits for every orphan, and learns of all that these have done in their lives.</summary>
    private const int Init = 1;

    private readonly Dictionary<int, Account> _accounts = [];
    private long _endedInContainers;

    /// <param name="now">the first look: what was done before it is nobody's business</param>
    public void Begin(IReadOnlyDictionary<int, ProcessEntry> now)
    {
        foreach (var entry in now.Values)
            _accounts[entry.Id] = new Account(entry, isContained(entry.Id));
    }

    /// <param name="now">the next look</param>
    /// <param name="count">whether the time since the last one matters</param>
    public void Advance(IReadOnlyDictionary<int, ProcessEntry> now, bool count)
    {
        var known = CloseEnded(now);
        foreach (var entry in now.Values)
        {
            if (!_accounts.TryGetValue(entry.Id, out var account))
                _accounts[entry.Id] = account = new Account(entry with { OwnTicks = 0, ChildTicks = 0 }, isContained(entry.Id));
            var ofChildren = entry.Id == Init ? 0 : Math.Max(0, entry.ChildTicks - account.Entry.ChildTicks - known.GetValueOrDefault(entry.Id));
            if (count)
                account.Ticks += entry.OwnTicks - account.Entry.OwnTicks + ofChildren;
            account.Entry = entry;
        }
    }

    /// <summary>Names and CPU ticks of processes that are neither the injector's, nor the target's, nor the kernel's; most first.</summary>
    /// <param name="injector">process id of the load generator; what it started is its own</param>
    public List<(string Name, long Ticks)> Foreign(int injector)
    {
        var foreign = _accounts
            .Values.Where(account => account.Ticks > 0 && !account.Entry.IsKernel && !IsUnder(account.Entry.Id, injector) && !BelongsToTarget(account))
            .Select(account => ($"{account.Entry.Name} ({account.Entry.Id})", account.Ticks))
            .ToList();
        if (_endedInContainers > 0 && !target.IncludesContainers)
            foreign.Add(("ended containers", _endedInContainers));
        return [.. foreign.OrderByDescending(process => process.Ticks)];
    }

    private bool BelongsToTarget(Account account) => (account.IsContained && target.IncludesContainers) || target.Includes(account.Entry.Id, ParentOf);

    private int? ParentOf(int id) => _accounts.TryGetValue(id, out var account) ? account.Entry.Parent : null;

    private bool IsUnder(int id, int ancestor)
    {
        for (int? one = id; one is { } process; one = ParentOf(process))
        {
            if (process == ancestor)
                return true;
        }
        return false;
    }

    /// <returns>ticks, by heir, that its count of ended children now holds but that were seen before</returns>
    private Dictionary<int, long> CloseEnded(IReadOnlyDictionary<int, ProcessEntry> now)
    {
        bool HasEnded(Account account) => !now.TryGetValue(account.Entry.Id, out var entry) || entry.StartedAt != account.Entry.StartedAt;
        var known = new Dictionary<int, long>();
        var ended = _accounts.Values.Where(HasEnded).ToList();
        foreach (var account in ended)
        {
            var heir = _accounts.GetValueOrDefault(account.Entry.Parent);
            while (heir is not null && HasEnded(heir))
                heir = _accounts.GetValueOrDefault(heir.Entry.Parent);
            // The end of a container is told to a process outside, with all that ran in it; when, nobody knows.
            var leavesContainer = account.IsContained && heir is { IsContained: false };
            if (heir is not null)
                known[heir.Entry.Id] = leavesContainer ? long.MaxValue / 2 : known.GetValueOrDefault(heir.Entry.Id) + account.Entry.Ticks;
            if (BelongsToTarget(account))
                continue;
            if (heir is null || leavesContainer)
                _endedInContainers += account.IsContained ? account.Ticks : 0;
            else
                heir.Ticks += account.Ticks;
        }
        foreach (var account in ended)
            _accounts.Remove(account.Entry.Id);
        return known;
    }

    private sealed class Account(ProcessEntry entry, bool isContained)
    {
        public ProcessEntry Entry { get; set; } = entry;

        public bool IsContained => isContained;

        /// <summary>CPU time that counts.</summary>
        public long Ticks { get; set; }
    }
}
