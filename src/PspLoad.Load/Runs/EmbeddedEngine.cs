using PspLoad.Core.Runs;
using PspLoad.Core.Scenarios;
using PspLoad.Core.Thresholds;

namespace PspLoad.Load.Runs;

/// <summary>A scenario's load on this engine.</summary>
public sealed class EmbeddedEngine(TimeProvider time) : ILoadEngine
{
    public string Name => "embedded";

    public string? Refuse(Threshold threshold, IReadOnlyDictionary<string, IReadOnlyList<string>> flows) => RecordedRun.Refuse(threshold, flows);

    public IReadOnlyList<string> Refuse(ScenarioLoad load) => [];

    public async Task<LoadOutcome> RunAsync(LoadOrder order, Interruption interruption) =>
        await new RecordedRun(time).RunAsync(order, interruption, driver: null);
}
