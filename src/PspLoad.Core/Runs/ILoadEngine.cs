using PspLoad.Core.Scenarios;
using PspLoad.Core.Thresholds;

namespace PspLoad.Core.Runs;

/// <summary>Drives flows at a target.</summary>
public interface ILoadEngine
{
    /// <summary><c>embedded</c> or <c>nbomber</c>.</summary>
    string Name { get; }

    /// <summary>Checks before a run whether a threshold can be judged after it.</summary>
    /// <param name="threshold">on a figure of the load</param>
    /// <param name="flows">flow name → names of its steps</param>
    /// <returns>what is wrong, in one line; null if nothing is</returns>
    string? Refuse(Threshold threshold, IReadOnlyDictionary<string, IReadOnlyList<string>> flows);

    /// <summary>Checks before a run whether this engine can drive it.</summary>
    /// <returns>what the engine cannot do and how to fix it, one line each; empty if nothing is wrong</returns>
    IReadOnlyList<string> Refuse(ScenarioLoad load);

    /// <summary>Runs from warm-up to the end of the graceful stop. Never throws because of the target's behaviour.</summary>
    Task<LoadOutcome> RunAsync(LoadOrder order, Interruption interruption);
}
