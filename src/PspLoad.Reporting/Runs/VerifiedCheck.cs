namespace PspLoad.Reporting.Runs;

/// <summary>What the reports say of one entry of <c>evidence.json</c>.</summary>
/// <param name="Role">whose check</param>
/// <param name="Check">what is proven</param>
/// <param name="Status">only <c>Green</c> passed</param>
/// <param name="From">host that it ran on</param>
/// <param name="Output">last lines of the check</param>
/// <param name="DurationMs">how long it took</param>
/// <param name="Requirements">PCI DSS v4.0.1 requirement numbers</param>
public sealed record VerifiedCheck(string Role, string Check, string Status, string From, string Output, double DurationMs, IReadOnlyList<string> Requirements)
{
    public bool Passed => string.Equals(Status, "green", StringComparison.OrdinalIgnoreCase);
}
