namespace PspLoad.Core.Scenarios;

/// <summary>The service counts as recovered after a whole second of requests that meets both limits.</summary>
/// <param name="MaxErrorPercent">limit on requests that failed, timed out or were dropped; the share must be smaller</param>
/// <param name="MaxP99">at most one request in a hundred may take longer</param>
public sealed record RecoveryCriterion(double MaxErrorPercent, TimeSpan MaxP99)
{
    public static RecoveryCriterion Default { get; } = new(1, TimeSpan.FromMilliseconds(500));

    /// <summary>Whether the requests that began in one second meet the criterion. A second without requests does not.</summary>
    /// <param name="total">all requests</param>
    /// <param name="errors">those that failed, timed out or were dropped</param>
    /// <param name="slow">those answered after more than <see cref="MaxP99"/></param>
    public bool IsMetBy(long total, long errors, long slow) => total > 0 && 100.0 * errors < MaxErrorPercent * total && 100 * slow <= total;
}
