using PspLoad.Core.Load;
using PspLoad.Load.Pacing;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;

namespace PspLoad.Load.Executors;

/// <summary>
/// The open model (<c>constant-arrival-rate</c>, <c>ramping-arrival-rate</c>): arrivals follow the timetable, whatever the server does. A late arrival keeps
/// its intended start. An arrival without a free user is dropped and counted.
/// </summary>
internal sealed class OpenExecutor(LoadSession session, OpenModel model, TimeSpan warmUp, int seed) : Executor(session, model.MaxInFlight)
{
    private readonly IdleUsers _idle = new();
    private long _number;
    private long _scheduled;
    private long _scheduledWarmUp;

    public override long Scheduled => Volatile.Read(ref _scheduled);

    public override long ScheduledWarmUp => Volatile.Read(ref _scheduledWarmUp);

    protected override void Run(CancellationToken stop)
    {
        if (warmUp > TimeSpan.Zero)
            Follow(new Pacer(RateProfile.Constant(model.WarmUpRate, warmUp), model.Spacing, ~seed), -warmUp.Ticks * TimeSpan.NanosecondsPerTick, stop);
        Follow(new Pacer(model.Rate, model.Spacing, seed), 0, stop);
        Session.Timetable.WaitUntil((long)(model.Rate.Seconds * 1e9), stop);
    }

    public override bool Continue(VirtualUser user) => false;

    public override void Release(VirtualUser user) => _idle.Push(user);

    private void Follow(Pacer pacer, long origin, CancellationToken stop)
    {
        while (pacer.Next() is { } offset && Session.Timetable.WaitUntil(origin + offset, stop))
            Arrive(origin + offset);
    }

    private void Arrive(long intended)
    {
        Volatile.Write(ref intended < 0 ? ref _scheduledWarmUp : ref _scheduled, (intended < 0 ? _scheduledWarmUp : _scheduled) + 1);
        var number = _number++;
        if ((_idle.TryPop() ?? TryCreate()) is { } user)
            user.Start(number, intended);
        else
            Drop(number, intended);
    }

    private void Drop(long number, long intended)
    {
        var row = Session.Flows.Rows.IterationRow(Session.Flows.Choose(number));
        Session.Recorder.Record(new Sample(intended, intended, intended, 0, row, ErrorKind.None, IsWarmUp: intended < 0, IsDropped: true));
    }
}
