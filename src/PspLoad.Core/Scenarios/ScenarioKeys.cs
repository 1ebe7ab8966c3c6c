using PspLoad.Core.Configuration;

namespace PspLoad.Core.Scenarios;

/// <summary>Every key of a scenario file. <c>docs/scenarios.md</c> documents them all; a test checks this.</summary>
public static class ScenarioKeys
{
    public static readonly ConfigurationKey Flows = new("flows", "a mapping of flow name to weight", "required", "{ sale-card: 3, authorise-capture: 1 }");
    public static readonly ConfigurationKey Executor = new("executor", "the name of an executor", "required", "constant-arrival-rate");
    public static readonly ConfigurationKey Rate = new("rate", "a number of arrivals a second", "required", "100");
    public static readonly ConfigurationKey Vus = new("vus", "a number of virtual users", "required", "20");
    public static readonly ConfigurationKey Duration = new("duration", "a time", "required", "60s");
    public static readonly ConfigurationKey StartRate = new("startRate", "a number of arrivals a second", "default 0", "10");
    public static readonly ConfigurationKey StartVus = new("startVus", "a number of virtual users", "default 0", "1");
    public static readonly ConfigurationKey Stages = new("stages", "a list of stages", "required", "[{ duration: 30s, target: 200 }]");
    public static readonly ConfigurationKey Arrivals = new("arrivals", "uniform or poisson", "default uniform", "poisson");
    public static readonly ConfigurationKey MaxInFlight = new("maxInFlight", "a whole number", "default 1000", "1000");
    public static readonly ConfigurationKey WarmUp = new("warmUp", "a time", "default 0s", "5s");
    public static readonly ConfigurationKey GracefulStop = new("gracefulStop", "a time", "default 30s", "30s");
    public static readonly ConfigurationKey Timeout = new("timeout", "a time", "default 10s", "10s");
    public static readonly ConfigurationKey ThinkTime = new("thinkTime", "a factor", "default 0", "1");
    public static readonly ConfigurationKey Recovery = new("recovery", "a mapping", "optional", "{ errors: 1%, p99: 500ms }");
    public static readonly ConfigurationKey Thresholds = new("thresholds", "a list of conditions", "optional", "[p99 < 250ms, lost == 0]");
    public static readonly ConfigurationKey Faults = new("faults", "a list of faults", "optional", "[{ at: 20s, fault: kill-active-application }]");
    public static readonly ConfigurationKey Seed = new("seed", "a whole number", "default 1", "1");

    public static readonly ConfigurationKey StageDuration = new("duration", "a time", "required", "30s");
    public static readonly ConfigurationKey StageTarget = new("target", "a number", "required", "200");

    public static readonly ConfigurationKey RecoveryErrors = new("errors", "a share", "default 1%", "1%");
    public static readonly ConfigurationKey RecoveryP99 = new("p99", "a time", "default 500ms", "500ms");

    public static readonly ConfigurationKey FaultAt = new("at", "a time", "required", "20s");
    public static readonly ConfigurationKey FaultName = new("fault", "the name of a fault", "required", "kill-active-application");
    public static readonly ConfigurationKey FaultFor = new("for", "a time", "optional", "5s");
    public static readonly ConfigurationKey FaultHost = new("host", "a host name", "optional", "app1");

    /// <summary>Keys common to all executors.</summary>
    public static IReadOnlyList<ConfigurationKey> OfScenario { get; } =
    [Flows, Executor, WarmUp, GracefulStop, Timeout, ThinkTime, Recovery, Thresholds, Faults, Seed];

    public static IReadOnlyList<ConfigurationKey> OfStage { get; } = [StageDuration, StageTarget];
    public static IReadOnlyList<ConfigurationKey> OfRecovery { get; } = [RecoveryErrors, RecoveryP99];
    public static IReadOnlyList<ConfigurationKey> OfFault { get; } = [FaultAt, FaultName, FaultFor, FaultHost];

    /// <summary>Keys for the amount and the length of the load, for one executor.</summary>
    public static IReadOnlyList<ConfigurationKey> OfLoad(string executor) =>
        executor switch
        {
            Executors.ConstantArrivalRate => [Rate, Duration, Arrivals, MaxInFlight],
            Executors.RampingArrivalRate => [StartRate, Stages, Arrivals, MaxInFlight],
            Executors.ConstantVus => [Vus, Duration],
            Executors.RampingVus => [StartVus, Stages],
            _ => [Rate, Vus, Duration, StartRate, StartVus, Stages, Arrivals, MaxInFlight],
        };
}
