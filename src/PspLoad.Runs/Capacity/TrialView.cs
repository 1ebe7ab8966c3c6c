using PspLoad.Capacity.Trials;
using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs.Capacity;

/// <summary>Collects the seconds of a trial, and stops it once it can no longer pass.</summary>
/// <param name="watch">null: the trial runs to its end</param>
/// <param name="length">of the measured phase, s; later results are ignored</param>
/// <param name="stop">ends the load</param>
internal sealed class TrialView(TrialWatch? watch, double length, CancellationTokenSource stop) : IRunView
{
    private readonly List<TrialSecond> _seconds = [];

    /// <summary>Whole seconds of the measured phase.</summary>
    public IReadOnlyList<TrialSecond> Seconds => _seconds;

    /// <summary>Why the trial was stopped early; null if it was not.</summary>
    public string? EndedEarly { get; private set; }

    public void Interval(IntervalLine line)
    {
        if (line.Second + 1 > length || EndedEarly is not null)
            return;
        _seconds.Add(TrialSecond.Of(line));
        EndedEarly = watch?.Take(_seconds[^1]);
        if (EndedEarly is not null)
            stop.Cancel();
    }

    public void Stage(string name) { }

    public void LoadBegins(Scenario scenario, RunClock clock) { }

    public void Fault(FaultLine line) { }

    public void LoadEnded() { }

    public void Finished(RunDocument document, string folder) { }
}
