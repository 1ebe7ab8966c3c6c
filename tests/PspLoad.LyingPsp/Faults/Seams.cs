using PspLoad.LyingPsp.State;

namespace PspLoad.LyingPsp.Faults;

/// <summary>
/// The places where a fault hooks in. An order counts as lied about when a seam gives something else than an honest one.
/// </summary>
/// <param name="fault">null for an honest PSP</param>
/// <param name="world">the PSP; its lock is held</param>
internal sealed class Seams(PlantedFault? fault, World world)
{
    private static readonly TimeSpan s_moment = TimeSpan.FromMilliseconds(100);

    private readonly List<(DateTimeOffset Due, Act Act)> _later = [];
    private readonly List<Act> _long = [];

    public ApiRequest Understand(ApiRequest request) => IsHit(request) ? Note(request.OrderId, request, fault!.Understands(request, world)) : request;

    public Act? Find(ApiRequest request, Act? found) => IsHit(request) ? Note(request.OrderId, found, fault!.Finds(request, found, world)) : found;

    public IReadOnlyList<BookLine> Charge(Act act, BookLine line)
    {
        if (!IsHit(act.Request) || fault!.Charges is not { } charges)
            return [line];
        var lines = charges(act, line, world);
        if (lines is not [var only] || only != line)
            world.LiedAbout.Add(act.OrderId);
        return lines;
    }

    public string? Decide(Act act, string? decline) => IsHit(act.Request) ? Note(act.OrderId, decline, fault!.Decides(act, decline)) : decline;

    public Commit Commit(Act act, Commit commit) => IsHit(act.Request) ? Note(act.OrderId, commit, fault!.Commits(act, commit, world)) : commit;

    public void AfterCommit(Act act, DateTimeOffset now)
    {
        if (!IsHit(act.Request))
            return;
        if (fault!.Later is not null)
            _later.Add((now + s_moment, act));
        if (fault.LongAfter is not null)
            _long.Add(act);
        if (fault.Afterwards is null)
            return;
        world.LiedAbout.Add(act.OrderId);
        fault.Afterwards(act, world);
    }

    public ApiAnswer Answer(Act act, ApiAnswer answer) => IsHit(act.Request) ? Note(act.OrderId, answer, fault!.Answers(act, answer, world)) : answer;

    public Payment? Show(Payment payment) => IsHitOrder(payment.OrderId) ? Note(payment.OrderId, payment, fault!.Shows(payment, world)) : payment;

    public LedgerSide? List(LedgerSide side) => IsHitOrder(side.OrderId) ? Note(side.OrderId, side, fault!.Lists(side)) : side;

    public LedgerSide? Settle(LedgerSide side) => IsHitOrder(side.OrderId) ? Note(side.OrderId, side, fault!.Settles(side)) : side;

    public LedgerSide? Keep(LedgerSide side) => IsHitOrder(side.OrderId) ? Note(side.OrderId, side, fault!.Keeps(side)) : side;

    /// <summary>Does what is due.</summary>
    /// <param name="now">the present time</param>
    public void Work(DateTimeOffset now) => WorkLater(now);

    /// <summary>Does what comes after a first look. Only a harness that wants a second one asks for the pending work, so no clock is needed.</summary>
    public void WorkLongAfter()
    {
        foreach (var act in _long)
        {
            world.LiedAbout.Add(act.OrderId);
            fault!.LongAfter!(act, world);
        }
        _long.Clear();
    }

    /// <summary>Does what is due in a moment. Otherwise a look that begins within it would see the work in one book and not in another.</summary>
    public void FinishMoments() => WorkLater(DateTimeOffset.MaxValue);

    private void WorkLater(DateTimeOffset now)
    {
        foreach (var (_, act) in _later.Where(later => later.Due <= now))
        {
            world.LiedAbout.Add(act.OrderId);
            fault!.Later!(act, world);
        }
        _later.RemoveAll(later => later.Due <= now);
    }

    private bool IsHit(ApiRequest request) => IsHitOrder(request.OrderId) && fault!.Hits(request);

    private bool IsHitOrder(string orderId) => fault is not null && PlantedFault.IsHit(orderId);

    private T Note<T>(string orderId, T honest, T told)
    {
        if (!EqualityComparer<T>.Default.Equals(honest, told))
            world.LiedAbout.Add(orderId);
        return told;
    }
}
