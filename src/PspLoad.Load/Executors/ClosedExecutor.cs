using PspLoad.Load.Plans;

namespace PspLoad.Load.Executors;

/// <summary>
/// The closed model (<c>constant-vus</c>, <c>ramping-vus</c>): each user starts its next iteration when the last one has ended. A slow server slows this load
/// down, so response time equals service time. Use the open model to learn how long customers wait.
/// </summary>
internal sealed class ClosedExecutor : Executor
{
    private const long Tick = 10_000_000;

    private readonly ClosedModel _model;
    private readonly long _warmUp;
    private readonly long _end;
    private readonly UserProgress[] _progress;
    private volatile int _target;

    public ClosedExecutor(LoadSession session, ClosedModel model, TimeSpan warmUp)
        : base(session, model.MaxUsers)
    {
        _model = model;
        _warmUp = warmUp.Ticks * TimeSpan.NanosecondsPerTick;
        _end = (long)(model.Users.Seconds * 1e9);
        _progress = new UserProgress[model.MaxUsers];
    }

    public override long Scheduled => _progress.Sum(progress => progress.Measured);

    public override long ScheduledWarmUp => _progress.Sum(progress => progress.WarmUp);

    protected override void Run(CancellationToken stop)
    {
        for (var time = -_warmUp; time < _end; time = Math.Max(time + Tick, Session.Clock.Now))
        {
            if (!Session.Timetable.WaitUntil(Math.Min(time, _end), stop))
                break;
            _target = _model.UsersAt(Math.Max(0, time) / 1e9);
            StartMissing();
        }
        Session.Timetable.WaitUntil(_end, stop);
        _target = 0;
    }

    public override bool Continue(VirtualUser user)
    {
        if (user.VirtualUserIndex >= _target || user.LastEnd >= _end)
            return false;
        user.Prepare(NextNumber(user.VirtualUserIndex, user.LastEnd), user.LastEnd);
        return true;
    }

    public override void Release(VirtualUser user) => Volatile.Write(ref _progress[user.VirtualUserIndex].Started, false);

    /// <summary>Starts users up to the target: new users, and users that went idle when the target was lower.</summary>
    private void StartMissing()
    {
        for (var i = 0; i < _target; i++)
        {
            if (Volatile.Read(ref _progress[i].Started))
                continue;
            var user = i < Created ? User(i) : TryCreate()!;
            _progress[i].Started = true;
            var now = Session.Clock.Now;
            user.Start(NextNumber(i, now), now);
        }
    }

    /// <summary>Unique; depends only on the user and on the number of its iterations.</summary>
    private long NextNumber(int user, long intended)
    {
        ref var progress = ref _progress[user];
        var done = progress.Measured + progress.WarmUp;
        if (intended < 0)
            progress.WarmUp++;
        else
            progress.Measured++;
        return done * _progress.Length + user;
    }

    /// <summary>Written by its user's thread only; padded so that neighbours don't share a cache line.</summary>
    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Explicit, Size = 64)]
    private struct UserProgress
    {
        [System.Runtime.InteropServices.FieldOffset(0)]
        public long Measured;

        [System.Runtime.InteropServices.FieldOffset(8)]
        public long WarmUp;

        [System.Runtime.InteropServices.FieldOffset(16)]
        public bool Started;
    }
}
