using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;
using PspLoad.Runs;

namespace PspLoad.UnitTests.Runs;

/// <summary>Shows nothing.</summary>
internal sealed class SilentView : IRunView
{
    public void Stage(string name) { }

    public void LoadBegins(Scenario scenario, RunClock clock) { }

    public void Interval(IntervalLine line) { }

    public void Fault(FaultLine line) { }

    public void LoadEnded() { }

    public void Finished(RunDocument document, string folder) { }
}
