namespace PspLoad.Provisioning.Checks;

/// <summary>What a check saw, kept for whoever asks for proof.</summary>
/// <param name="Role">whose check</param>
/// <param name="Check">what is proven</param>
/// <param name="Status">only green is green</param>
/// <param name="From">host that it ran on</param>
/// <param name="Command">the script, secrets redacted</param>
/// <param name="Output">last lines, secrets redacted</param>
/// <param name="Time">when it ended, UTC</param>
/// <param name="DurationMs">milliseconds</param>
/// <param name="Requirements">PCI DSS v4.0.1 requirement numbers</param>
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
