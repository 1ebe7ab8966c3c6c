namespace PspLoad.Provisioning.Journal;

/// <summary>One line of the audit journal.</summary>
/// <param name="Time">UTC</param>
/// <param name="Actor"><c>user@machine</c> that ran the harness</param>
/// <param name="Host">host of the change</param>
/// <param name="Role">role that declared the resource</param>
/// <param name="Resource">id of the resource</param>
/// <param name="Outcome"><c>changed</c> or <c>failed</c></param>
/// <param name="Summary">for people</param>
/// <param name="Before">hash or short text of the state found</param>
/// <param name="After">hash or short text of the declared state</param>
/// <param name="Message">reason of a failure</param>
/// <param name="Previous">SHA-256 of the previous line, in hexadecimal</param>
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
