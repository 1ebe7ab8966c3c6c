using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;
using PspLoad.Runs;

namespace PspLoad.IntegrationTests.Payments.Flows;

/// <summary>Tells a test how far a run is.</summary>
/// <param name="at">called when the run reaches a point</param>
internal sealed class PointView(Action<RunPoint> at) : IRunView
{
    private bool _isInLoad;

    /// <summary>The run's stages so far.</summary>
    public List<string> Stages { get; } = [];

    public void Stage(string name)
    {
        Stages.Add(name);
        if (name == "reconcile")
            at(RunPoint.Resolution);
        if (name.StartsWith("second look", StringComparison.Ordinal))
            at(RunPoint.SecondLook);
    }

    public void LoadBegins(Scenario scenario, RunClock clock) { }

    /// <summary>On a busy machine nothing is answered in the first second.</summary>
    public void Interval(IntervalLine line)
    {
        if (_isInLoad || line.Completed == 0)
            return;
        _isInLoad = true;
        at(RunPoint.Load);
    }

    public void Fault(FaultLine line) { }

    public void LoadEnded() { }

    public void Finished(RunDocument document, string folder) { }
}
