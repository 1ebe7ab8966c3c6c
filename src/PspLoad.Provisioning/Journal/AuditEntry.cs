namespace PspLoad.Provisioning.Journal;

/// <summary>One line of the audit journal.</summary>
/// <param name="Time">UTC</param>
/// <param name="Actor"><c>user@machine</c> that ran the harness</param>
/// <param name="Host">where</param>
/// <param name="Role">which role asked for it</param>
/// <param name="Resource">id</param>
/// <param name="Outcome"><c>changed</c> or <c>failed</c></param>
/// <param name="Summary">for people</param>
/// <param name="Before">hash or short text of what was found</param>
/// <param name="After">hash or short text of what was declared</param>
/// <param name="Message">why it failed</param>
/// <param name="Previous">SHA-256 of the line before, in hexadecimal</param>
public sealed record AuditEntry(
    DateTimeOffset Time,
    string Actor,
    string Host,
    string Role,
    string Resource,
    string Outcome,
    string Summary,
    string Before,
    string After,
    string? Message,
    string Previous
);
