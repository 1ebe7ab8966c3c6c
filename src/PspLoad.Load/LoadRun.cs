using PspLoad.Load.Driven;
using PspLoad.Load.Executors;
using PspLoad.Load.Health;
using PspLoad.Load.Plans;
using PspLoad.Load.Recording;
using PspLoad.Load.Results;
using PspLoad.Load.Timing;
using PspLoad.Load.Validity;

namespace PspLoad.Load;

/// <summary>One load from warm-up to verdict.</summary>
/// <param name="plan">what to run</param>
/// <param name="time">wall clock</param>
/// <param name="observers">see the run while it goes on</param>
/// <param name="clock">the injector's clock; the real one unless a test simulates it</param>
/// <param name="driver">starts the iterations; null: this engine's own timetable does</param>
public sealed class LoadRun(
    LoadPlan plan,
    TimeProvider time,
    IReadOnlyList<LoadObserver>? observers = null,
    LoadClock? clock = null,
    ILoadDriver? driver = null
)
{
    /// <summary>Threads start and files open in this time, before the first arrival is due.</summary>
    private static readonly TimeSpan s_headStart = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a flow may take to notice that it is cut off; transports look every 50 ms.</summary>
    private static readonly TimeSpan s_lastGrace = TimeSpan.FromSeconds(2);

    private readonly LoadClock _clock = clock ?? new MonotonicClock();
    private LoadSource? _source;

    /// <summary>Iterations in flight at this moment.</summary>
    public int InFlight => _source?.InFlight ?? 0;

    /// <summary>Runs the load on threads of its own. Never throws for what a target does: that is in the result.</summary>
    /// <param name="stop">ends the load gracefully; what was measured so far is reported</param>
    /// <param name="abort">ends also the graceful stop</param>
    public Task<LoadResult> RunAsync(CancellationToken stop, CancellationToken abort = default)
    {
        var completion = new TaskCompletionSource<LoadResult>(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() =>
        {
            try
            {
                completion.SetResult(Run(stop, abort));
            }
            catch (Exception failure)
            {
                completion.SetException(failure);
            }
        })
        {
            IsBackground = true,
            Name = "load timetable",
        };
        thread.Start();
        return completion.Task;
    }

    private LoadResult Run(CancellationToken stop, CancellationToken abort)
    {
        using var reserve = new DescriptorReserve();
        using var stopping = new CancellationTokenSource();
        var flows = new FlowMix(plan.Flows, plan.Seed);
        var examples = new ErrorExamples();
        using var recorder = new Recorder(flows.Rows, _clock, observers ?? [], () => InFlight);
        using var health = new HealthMonitor(_clock, time);
        using var neighbours = new ForeignCpuWatch(_clock, plan.TargetIsLocal);
        var session = new LoadSession(_clock, new Timetable(_clock), recorder, flows, examples, stopping.Token);
        var source = _source = CreateSource(session);

        CollectGarbageOfProvisioning();
        var startedAt = default(DateTimeOffset);
        source.Run(
            begin: () =>
            {
                var untilStart = driver is null ? s_headStart + plan.WarmUp : plan.WarmUp;
                _clock.StartIn(untilStart.Ticks * TimeSpan.NanosecondsPerTick);
                startedAt = time.GetUtcNow() + untilStart;
                recorder.Start(startedAt);
                health.Start();
                neighbours.Start();
            },
            stop
        );
        var scheduledFor = TimeSpan.FromTicks(Math.Max(0, _clock.Now / TimeSpan.NanosecondsPerTick));
        neighbours.Stop();
        var seen = health.Stop();
        StopGracefully(session, source, stopping, abort);
        reserve.Dispose();
        recorder.Finish();
        var failure = source.Finish(abort);

        var duration = scheduledFor < plan.Model.Duration ? scheduledFor : plan.Model.Duration;
        var result = LoadResult.From(
            plan,
            startedAt,
            new PhaseResult(recorder.Measured, examples, source.Scheduled, duration, source.Planned(duration)),
            new PhaseResult(recorder.WarmUp, examples, source.ScheduledWarmUp, plan.WarmUp),
            seen is null ? null : seen with { Foreign = neighbours.Finish() },
            interrupted: stop.IsCancellationRequested
        );
        return result with { InvalidReasons = ValidityRules.Judge(result, plan.TargetIsLocal, recorder.ObserverFailure ?? failure) };
    }

    /// <summary>
    /// Frees what provisioning left behind, and moves what is still alive into the oldest generation (two collections). Otherwise the first collection under
    /// load would do it, in one pause of 40 to 70 ms where processors are busy.
    /// </summary>
    private static void CollectGarbageOfProvisioning()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
    }

    private LoadSource CreateSource(LoadSession session) =>
        plan.Model switch
        {
            _ when driver is not null => new DrivenSource(session, plan, driver),
            OpenModel open => new OpenExecutor(session, open, plan.WarmUp, plan.Seed),
            ClosedModel closed => new ClosedExecutor(session, closed, plan.WarmUp),
            _ => throw new InvalidOperationException($"no executor for {plan.Model.GetType().Name}"),
        };

    private void StopGracefully(LoadSession session, LoadSource source, CancellationTokenSource stopping, CancellationToken abort)
    {
        WaitForIdle(session, source, plan.GracefulStop, abort);
        if (!source.IsIdle)
        {
            stopping.Cancel();
            session.Timetable.CancelThinkers();
            WaitForIdle(session, source, s_lastGrace, CancellationToken.None);
        }
        source.Abandon();
    }

    private void WaitForIdle(LoadSession session, LoadSource source, TimeSpan longest, CancellationToken abort)
    {
        const long Poll = 1_000_000;
        var deadline = _clock.Now + longest.Ticks * TimeSpan.NanosecondsPerTick;
        while (!source.IsIdle && _clock.Now < deadline && !abort.IsCancellationRequested)
            session.Timetable.WaitUntil(Math.Min(deadline, _clock.Now + Poll), abort);
    }
}
