namespace PspLoad.Payments.Stories;

/// <summary>What an answer means for the operation's money.</summary>
public enum AnswerKind : byte
{
    /// <summary>Neither success nor failure is known: time-out, broken connection, 202, 409 in progress, 5xx. Repeat the key.</summary>
    Indeterminate,

    /// <summary>Done. From here on the PSP owes it.</summary>
    Acknowledged,

    /// <summary>Declined or failed for good: no money may have moved.</summary>
    Declined,

    /// <summary>Refused before anything was stored (4xx), or nothing was ever sent: no money may have moved.</summary>
    Refused,
}
