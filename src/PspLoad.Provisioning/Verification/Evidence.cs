namespace PspLoad.Provisioning.Verification;

/// <summary>The recorded result of a check, kept as proof.</summary>
/// <param name="Role">role that the check belongs to</param>
/// <param name="Check">what the check proves</param>
/// <param name="Status">result; only green counts as passed</param>
/// <param name="From">host that the check ran on</param>
/// <param name="Command">the script, with secrets redacted</param>
/// <param name="Output">last lines of output, with secrets redacted</param>
/// <param name="Time">end of the check, UTC</param>
/// <param name="DurationMs">duration in milliseconds</param>
/// <param name="Requirements">PCI DSS v4.0.1 requirements</param>
public sealed record Evidence(
    string Role,
    string Check,
    CheckStatus Status,
    string From,
    string Command,
    string Output,
    DateTimeOffset Time,
    double DurationMs,
    IReadOnlyList<string> Requirements
);
