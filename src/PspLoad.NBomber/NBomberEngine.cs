using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Core.Thresholds;
using PspLoad.Load.Runs;
using PspLoad.NBomber.Sessions;
using PspLoad.NBomber.Simulations;

namespace PspLoad.NBomber;

/// <summary>Drives a scenario's load with NBomber: the same flows, recorded the same way.</summary>
/// <param name="time">wall clock</param>
/// <param name="open">opens a session</param>
/// <param name="licence">NBomber's licence key; null: personal use</param>
/// <param name="settings">what the user configures in NBomber itself; null: nothing</param>
public sealed class NBomberEngine(TimeProvider time, Func<SessionOptions, NBomberSession> open, string? licence, NBomberSettings? settings = null) : ILoadEngine
{
    /// <summary>Subfolder of a run's folder for NBomber's own reports.</summary>
    public const string Reports = "nbomber";

    public string Name => "nbomber";

    public string? Refuse(Threshold threshold, IReadOnlyDictionary<string, IReadOnlyList<string>> flows) => RecordedRun.Refuse(threshold, flows);

    public IReadOnlyList<string> Refuse(ScenarioLoad load) => SimulationMapping.Refuse(RecordedRun.ModelOf(load), load.WarmUp);

    public async Task<LoadOutcome> RunAsync(LoadOrder order, Interruption interruption)
    {
        var session = open(
            new SessionOptions(order.Scenario.Name, Path.Combine(order.Folder, Reports), licence) { Settings = settings ?? NBomberSettings.None }
        );
        return SessionRemarks.AddTo(await new RecordedRun(time).RunAsync(order, interruption, session), session);
    }
}
