using PspLoad.Core.Load;
using PspLoad.Core.Results;
using PspLoad.Core.Runs;
using PspLoad.Core.Runs.Failover;
using PspLoad.Core.Scenarios;
using PspLoad.NBomber;

namespace PspLoad.IntegrationTests.NBomber;

/// <summary>Drives a flow on NBomber in the same way as a run of the main job.</summary>
internal sealed class NBomberRun : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("pspload-").FullName;

    public string? Licence { get; init; }

    public List<IntervalLine> Intervals { get; } = [];

    /// <summary>Called after every second.</summary>
    public Action? OnInterval { get; init; }

    /// <param name="stages">levels in arrivals per second, or in virtual users</param>
    /// <param name="executor">name of the executor, as in k6</param>
    /// <param name="maxInFlight">most iterations in flight in an open model</param>
    /// <param name="gracefulStop">length of the graceful stop, seconds</param>
    public static ScenarioLoad Load(
        IReadOnlyList<LoadStage> stages,
        string executor = Executors.ConstantArrivalRate,
        int maxInFlight = 1000,
        int gracefulStop = 10
    ) =>
        new()
        {
            Executor = executor,
            Stages = stages,
            WarmUp = TimeSpan.FromSeconds(1),
            GracefulStop = TimeSpan.FromSeconds(gracefulStop),
            MaxInFlight = maxInFlight,
            Poisson = false,
        };

    public Task<LoadOutcome> RunAsync(IFlow flow, ScenarioLoad load, CancellationToken stop)
    {
        Adapter.IsNeeded();
        var scenario = new Scenario
        {
            Name = "nbomber-test",
            Flows = new Dictionary<string, double>(StringComparer.Ordinal) { [flow.Name] = 1 },
            Load = load,
            Timeout = TimeSpan.FromSeconds(5),
            ThinkTime = 0,
            Recovery = new RecoveryCriterion(1, TimeSpan.FromMilliseconds(500)),
            Thresholds = [],
            Faults = [],
            Seed = 1,
        };
        return new NBomberEngine(TimeProvider.System, NBomberBuild.Open, Licence).RunAsync(
            new LoadOrder
            {
                Scenario = scenario,
                Flows = [flow],
                Folder = Folder,
                TargetIsLocal = true,
                Failover = new FailoverWatch(scenario),
                OnStart = _ => { },
                OnInterval = line =>
                {
                    Intervals.Add(line);
                    OnInterval?.Invoke();
                },
            },
            new Interruption(stop, CancellationToken.None)
        );
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
