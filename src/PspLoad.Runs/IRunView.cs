using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs;

/// <summary>Shows people the progress of a run. Called from several threads.</summary>
public interface IRunView
{
    /// <summary>The run enters its next stage, named in a few words.</summary>
    void Stage(string name);

    /// <summary>The load is about to begin.</summary>
    void LoadBegins(Scenario scenario, RunClock clock);

    void Interval(IntervalLine line);

    void Fault(FaultLine line);

    /// <summary>The load has ended. Iterations in flight may still complete.</summary>
    void LoadEnded();

    /// <summary>All results are known and written.</summary>
    void Finished(RunDocument document, string folder);
}
