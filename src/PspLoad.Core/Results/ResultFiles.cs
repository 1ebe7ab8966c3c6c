namespace PspLoad.Core.Results;

/// <summary>
/// Names of the files in a run's folder, <c>results/SCENARIO/yyyyMMdd-HHmmss</c>. Everything that is shown of a run is made from these alone, at any
/// time.
/// NDJSON files grow while the run goes on and are readable after it was killed; <see cref="Run"/> is written last, under a temporary name first.
/// </summary>
public static class ResultFiles
{
    /// <summary><see cref="RunDocument"/>: what scripts and CI may rely on.</summary>
    public const string Run = "run.json";

    /// <summary>One <see cref="IntervalLine"/> a second of the measured phase.</summary>
    public const string Intervals = "intervals.ndjson";

    /// <summary>
    /// Every histogram of every second, HDR histogram log 1.3, µs; tags FLOW|STEP|OUTCOME|response, …|service, …|lag; STEP of a whole iteration is
    /// <c>-</c>.
    /// </summary>
    public const string Latencies = "latencies.hdr";

    /// <summary>One <see cref="HostLine"/> a host and second; absent where no host was sampled.</summary>
    public const string Hosts = "hosts.ndjson";

    /// <summary>One <see cref="FaultLine"/> as each fault is injected and undone.</summary>
    public const string Faults = "faults.ndjson";

    /// <summary>One <see cref="ViolationLine"/> for each thing that is wrong with money; empty when nothing is.</summary>
    public const string Violations = "violations.ndjson";

    /// <summary>What the verification of the environment saw; absent where nothing was verified.</summary>
    public const string Evidence = "evidence.json";

    /// <summary>The scenario as it was run, with what the command line changed.</summary>
    public const string Scenario = "scenario.yaml";

    /// <summary>Folder of the payment journal: what the client asked and was told.</summary>
    public const string Journal = "journal";

    /// <summary>Folder of the webhooks that the harness received, in the format of the journal; absent where it received none.</summary>
    public const string Webhooks = "webhooks";
}
