namespace PspLoad.Core.Scenarios;

/// <summary>When the service counts as recovered: a whole second of requests that meets both.</summary>
/// <param name="MaxErrorPercent">fewer than this failed, timed out or were dropped</param>
/// <param name="MaxP99">fewer than one in a hundred took longer</param>
public sealed record RecoveryCriterion(double MaxErrorPercent, TimeSpan MaxP99)
{
    public static RecoveryCriterion Default { get; } = new(1, TimeSpan.FromMilliseconds(500));

    /// <summary>Whether requests that began in one second meet it. None at all does not.</summary>
    /// <param name="total">requests</param>
    /// <param name="errors">of them, failed, timed out or dropped</param>
    /// <param name="slow">of them, answered after more than <see cref="MaxP99"/></param>
    public bool IsMetBy(long total, long errors, long slow) => total > 0 && 100.0 * errors < MaxErrorPercent * total && 100 * slow <= total;
}
