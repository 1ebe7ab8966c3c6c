using System.Globalization;
using PspLoad.Load.Timing;

namespace PspLoad.Load.Health;

/// <summary>
/// Tells other processes that take CPU from a busy server. Looks once a second which processes ran, on a thread of its own, because a look takes some
/// milliseconds. Finds the target's processes before and after the measured phase, because that takes longer.
/// </summary>
internal sealed class ForeignCpuWatch : IDisposable
{
    private const long Second = 1_000_000_000;

    /// <summary>Time before the measured phase, ns. A run without warm-up has no connections by then.</summary>
    private const long Lead = 400_000_000;

    private const int Named = 3;

    private readonly LoadClock _clock;
    private readonly bool _targetIsLocal;
    private readonly ManualResetEventSlim _stop = new();
    private readonly SystemUnderTest _target = new();
    private readonly ProcessAccounts _accounts;
    private readonly Thread _thread;
    private ForeignCpu? _seen;

    /// <param name="clock">zero is the start of the measured phase</param>
    /// <param name="targetIsLocal">the target's processes are on this machine; else every process beside the injector is foreign</param>
    public ForeignCpuWatch(LoadClock clock, bool targetIsLocal)
    {
        (_clock, _targetIsLocal, _accounts) = (clock, targetIsLocal, new ProcessAccounts(_target, ProcessTable.IsContained));
        _thread = new Thread(Run) { IsBackground = true, Name = "load neighbours" };
    }

    /// <summary>Starts to watch when the clock reaches zero.</summary>
    public void Start() => _thread.Start();

    /// <summary>Ends the watch without waiting. Call it when the measured phase has ended and its connections are still open.</summary>
    public void Stop() => _stop.Set();

    /// <returns>what was seen; null when it was stopped before the clock reached zero, or where this user may not see what the processes do</returns>
    public ForeignCpu? Finish()
    {
        _thread.Join();
        return _seen;
    }

    public void Dispose()
    {
        _stop.Set();
        if (!_thread.ThreadState.HasFlag(ThreadState.Unstarted))
            _thread.Join();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            if (!WaitUntil(-Lead))
                return;
            if (_clock.Now < -Lead / 2)
                FindTarget();
            if (WaitUntil(0))
                Watch();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Processes hidden (proc_pid(5), hidepid), or no descriptor left, which HealthReadings reports: nothing is known, so nothing is judged.
            _seen = null;
        }
    }

    private void Watch()
    {
        var (first, last) = (ProcFile.ReadMachineCpu(), ProcFile.ReadMachineCpu());
        long saturated = 0;
        _accounts.Begin(ProcessTable.Read());
        for (var (due, goesOn) = (Second, true); goesOn; due = Math.Max(due + Second, _clock.Now))
        {
            goesOn = WaitUntil(due);
            var now = ProcFile.ReadMachineCpu();
            var isSaturated = now.Idle - last.Idle < (1 - ForeignCpu.SaturatedCpuPercent / 100) * (now.Total - last.Total);
            _accounts.Advance(ProcessTable.Read(), isSaturated);
            saturated += isSaturated ? now.Total - last.Total : 0;
            last = now;
        }
        _seen = Judge(saturated, Math.Max(1, last.Total - first.Total));
    }

    private ForeignCpu? Judge(long saturated, long all)
    {
        double Percent(long ticks) => 100.0 * ticks / all;
        if (saturated == 0)
            return new ForeignCpu(0, 0, []);
        FindTarget();
        if (_target.IsHidden)
            return null;
        var foreign = _accounts.Foreign(Environment.ProcessId);
        return new ForeignCpu(
            Percent(foreign.Sum(process => process.Ticks)),
            Percent(saturated),
            [.. foreign.Take(Named).Select(process => string.Create(CultureInfo.InvariantCulture, $"{process.Name} {Percent(process.Ticks):0} %"))]
        );
    }

    private void FindTarget()
    {
        if (_targetIsLocal)
            _target.Follow(Environment.ProcessId, SocketTable.Read(), SocketOwners.Read());
    }

    /// <returns>false when it was stopped meanwhile</returns>
    private bool WaitUntil(long time)
    {
        while (_clock.Now < time)
        {
            if (_stop.Wait(TimeSpan.FromTicks(Math.Max(1, (time - _clock.Now) / TimeSpan.NanosecondsPerTick))))
                return false;
        }
        return !_stop.IsSet;
    }
}
