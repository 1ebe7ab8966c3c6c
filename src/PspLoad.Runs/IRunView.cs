using PspLoad.Core.Results;
using PspLoad.Core.Scenarios;

namespace PspLoad.Runs;

/// <summary>How people follow a run. Called from several threads.</summary>
public interface IRunView
{
    /// <summary>The run enters its next stage, in one word or two.</summary>
    void Stage(string name);

    /// <summary>The load is about to begin.</summary>
    void LoadBegins(Scenario scenario, RunClock clock);

    void Interval(IntervalLine line);

    void Fault(FaultLine line);

    /// <summary>The load has ended; what is in flight may still end.</summary>
    void LoadEnded();

    /// <summary>Everything is known and written.</summary>
    void Finished(RunDocument document, string folder);
}
