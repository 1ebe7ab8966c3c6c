namespace PspLoad.NBomber.Sessions;

/// <summary>What NBomber's own report says besides the counts.</summary>
/// <param name="SessionId">NBomber's name for the session; its sinks tag their data with it</param>
/// <param name="TestSuite">tag of the sinks' data</param>
/// <param name="TestName">tag of the sinks' data</param>
public sealed record SessionReport(string SessionId, string TestSuite, string TestName)
{
    /// <summary>Empty before NBomber 5.8.</summary>
    public IReadOnlyList<ThresholdOutcome> Thresholds { get; init; } = [];

    /// <summary>Empty before NBomber 6.</summary>
    public IReadOnlyList<MetricValue> Metrics { get; init; } = [];
}

/// <summary>One of the user's thresholds, judged by NBomber.</summary>
/// <param name="Scenario">the scenario that it belongs to</param>
/// <param name="Step">empty for the whole scenario</param>
/// <param name="Expression">as in the user's configuration</param>
/// <param name="ErrorCount">how many of NBomber's checks failed</param>
/// <param name="IsFailed">NBomber's verdict</param>
/// <param name="Exception">why it could not be checked; empty if it could</param>
public sealed record ThresholdOutcome(string Scenario, string Step, string Expression, int ErrorCount, bool IsFailed, string Exception);

/// <summary>The last value of a metric.</summary>
/// <param name="Unit">may be empty</param>
public sealed record MetricValue(string Name, double Value, string Unit);
