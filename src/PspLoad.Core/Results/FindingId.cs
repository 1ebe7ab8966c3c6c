using System.Text.Json.Serialization;

namespace PspLoad.Core.Results;

/// <summary>Everything that a report may point out. The names in <c>run.json</c> are stable: scripts compare them.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FindingId>))]
public enum FindingId
{
    // Why a run is INVALID, see docs/measurement.md.
    [JsonStringEnumMemberName("accounting")]
    Accounting,

    [JsonStringEnumMemberName("output")]
    Output,

    [JsonStringEnumMemberName("injector-limit")]
    InjectorLimit,

    [JsonStringEnumMemberName("flow-fault")]
    FlowFault,

    [JsonStringEnumMemberName("lag")]
    Lag,

    [JsonStringEnumMemberName("stall")]
    Stall,

    [JsonStringEnumMemberName("gc")]
    Gc,

    [JsonStringEnumMemberName("thread-pool")]
    ThreadPool,

    [JsonStringEnumMemberName("machine-cpu")]
    MachineCpu,

    [JsonStringEnumMemberName("cpu-wait")]
    CpuWait,

    [JsonStringEnumMemberName("foreign-cpu")]
    ForeignCpu,

    [JsonStringEnumMemberName("own-cpu")]
    OwnCpu,

    [JsonStringEnumMemberName("steal")]
    Steal,

    [JsonStringEnumMemberName("bandwidth")]
    Bandwidth,

    [JsonStringEnumMemberName("health-unknown")]
    HealthUnknown,

    [JsonStringEnumMemberName("clock")]
    Clock,

    /// <summary>A fault did not happen as planned.</summary>
    [JsonStringEnumMemberName("fault")]
    Fault,

    /// <summary>The harness was killed; what it left was salvaged.</summary>
    [JsonStringEnumMemberName("killed")]
    Killed,

    /// <summary>The last line of a file of the run was cut off, and is missing.</summary>
    [JsonStringEnumMemberName("cut-off")]
    CutOff,

    // Of the money.
    [JsonStringEnumMemberName("money")]
    Money,

    /// <summary>The reconciliation could not look at something.</summary>
    [JsonStringEnumMemberName("not-compared")]
    NotCompared,

    /// <summary>Work that the PSP had not finished at the second look at its books.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("resent")]
    Resent,

    // Of the traffic.
    [JsonStringEnumMemberName("redirected")]
    Redirected,

    [JsonStringEnumMemberName("interim-answers")]
    InterimAnswers,

    [JsonStringEnumMemberName("cookies-dropped")]
    CookiesDropped,

    // Of the run.
    [JsonStringEnumMemberName("lab")]
    Lab,

    [JsonStringEnumMemberName("not-recovered")]
    NotRecovered,

    [JsonStringEnumMemberName("arrivals-dropped")]
    ArrivalsDropped,

    [JsonStringEnumMemberName("waited-before-sending")]
    WaitedBeforeSending,

    [JsonStringEnumMemberName("slowest-step")]
    SlowestStep,

    // Of a load that NBomber drove, see docs/nbomber.md.
    [JsonStringEnumMemberName("nbomber-response-time")]
    NBomberResponseTime,

    [JsonStringEnumMemberName("nbomber-in-flight")]
    NBomberInFlight,

    [JsonStringEnumMemberName("nbomber-rates")]
    NBomberRates,

    [JsonStringEnumMemberName("nbomber-arrivals")]
    NBomberArrivals,

    [JsonStringEnumMemberName("nbomber-counts")]
    NBomberCounts,

    /// <summary>NBomber's configuration replaced the planned simulations.</summary>
    [JsonStringEnumMemberName("nbomber-simulations")]
    NBomberSimulations,

    [JsonStringEnumMemberName("nbomber-console")]
    NBomberConsole,

    [JsonStringEnumMemberName("nbomber-session")]
    NBomberSession,

    /// <summary>One of the user's thresholds in NBomber's configuration, as NBomber judged it.</summary>
    [JsonStringEnumMemberName("nbomber-threshold")]
    NBomberThreshold,

    [JsonStringEnumMemberName("nbomber-metrics")]
    NBomberMetrics,

    // Of the comparison of two runs.
    [JsonStringEnumMemberName("same-run")]
    SameRun,

    [JsonStringEnumMemberName("short-run")]
    ShortRun,

    [JsonStringEnumMemberName("outside-faults")]
    OutsideFaults,

    [JsonStringEnumMemberName("invalid-run")]
    InvalidRun,

    [JsonStringEnumMemberName("scenario-differs")]
    ScenarioDiffers,

    [JsonStringEnumMemberName("environment-differs")]
    EnvironmentDiffers,

    [JsonStringEnumMemberName("engine-differs")]
    EngineDiffers,

    [JsonStringEnumMemberName("kind-differs")]
    KindDiffers,

    [JsonStringEnumMemberName("executor-differs")]
    ExecutorDiffers,

    [JsonStringEnumMemberName("injector-differs")]
    InjectorDiffers,

    [JsonStringEnumMemberName("target-differs")]
    TargetDiffers,

    [JsonStringEnumMemberName("pspload-differs")]
    PspLoadDiffers,

    [JsonStringEnumMemberName("commit-differs")]
    CommitDiffers,

    [JsonStringEnumMemberName("version-differs")]
    VersionDiffers,
}
