namespace PspLoad.LyingPsp.State;

/// <summary>What a request asks for.</summary>
internal enum Verb
{
    Token,
    Sale,
    Authorize,
    Authenticate,
    Capture,
    Void,
    Refund,

    /// <summary>The cardholder's bank takes back what is left; no request asks for it.</summary>
    Chargeback,
}

/// <summary>A request that changes something.</summary>
/// <param name="Key">idempotency key</param>
/// <param name="Verb">what it asks for</param>
/// <param name="Fingerprint">path and body; a repeated key must have the same</param>
/// <param name="PaymentId">the payment to act on; empty for a new one</param>
/// <param name="OrderId">the order</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217</param>
/// <param name="Card">card number, also of a stored card; empty for a request on a payment</param>
/// <param name="IsChallenged">the cardholder must pass a challenge</param>
/// <param name="Passed">the cardholder passed the challenge</param>
internal sealed record ApiRequest(
    string Key,
    Verb Verb,
    string Fingerprint,
    string PaymentId,
    string OrderId,
    long Amount,
    string Currency,
    string Card,
    bool IsChallenged,
    bool Passed
);

/// <summary>An answer before it becomes JSON.</summary>
/// <param name="Status">HTTP status</param>
internal sealed record ApiAnswer(int Status)
{
    /// <summary>The payment after the operation.</summary>
    public Payment? Payment { get; init; }

    /// <summary>The refund that it confirms, minor units.</summary>
    public long? Refund { get; init; }

    public string? Token { get; init; }

    /// <summary>Last part of the problem type (RFC 9457).</summary>
    public string? Problem { get; init; }

    /// <summary>The client should repeat its key.</summary>
    public bool RetryAfter { get; init; }

    /// <summary>It was stored for the key earlier.</summary>
    public bool IsReplay { get; init; }

    /// <summary>The connection is closed instead of an answer.</summary>
    public bool IsCut { get; init; }

    public static ApiAnswer Cut { get; } = new(0) { IsCut = true };

    public static ApiAnswer Refusal(int status, string problem, bool retryAfter = false) => new(status) { Problem = problem, RetryAfter = retryAfter };
}

/// <summary>A payment as the PSP stores it. Amounts are in minor units.</summary>
internal sealed record Payment
{
    public required string Id { get; init; }
    public required string OrderId { get; init; }
    public required string Merchant { get; init; }
    public required long Amount { get; init; }
    public required string Currency { get; init; }
    public required bool IsAutomatic { get; init; }

    /// <summary>Card number.</summary>
    public required string Card { get; init; }

    public string Bin => Card[..6];

    public string Last4 => Card[^4..];

    public string Status { get; init; } = "created";
    public string? Reason { get; init; }
    public long Authorized { get; init; }
    public long Captured { get; init; }
    public long Refunded { get; init; }
    public long ChargedBack { get; init; }

    /// <summary>Reference of the authorisation or sale that began it.</summary>
    public string? BegunBy { get; init; }

    /// <summary>Reference of the operation in progress.</summary>
    public string? Pending { get; init; }

    public DateTimeOffset ChangedAt { get; init; }
}

/// <summary>One side of a double entry, minor units.</summary>
internal sealed record LedgerSide(
    string Reference,
    string PaymentId,
    string OrderId,
    string Merchant,
    string Kind,
    string Account,
    long Debit,
    long Credit,
    string Currency
)
{
    /// <summary>Order of the ledger, from 1.</summary>
    public long Id { get; init; }

    public DateTimeOffset At { get; init; }
}

/// <summary>A line of the acquirer's book, minor units.</summary>
internal sealed record BookLine(string Operation, string Reference, string? Parent, string? OrderId, long Amount, string? Currency)
{
    /// <summary>First six and last four digits; null where the message names no card.</summary>
    public string? Card { get; init; }

    /// <summary>Order of the book, from 1.</summary>
    public long Sequence { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>Why it was declined; null when it was carried out.</summary>
    public string? Decline { get; init; }

    /// <summary>How often it was carried out.</summary>
    public int Charges { get; init; } = 1;
}

/// <summary>What an operation writes in its last transaction.</summary>
/// <param name="After">the payment</param>
/// <param name="Sides">new sides of the ledger</param>
/// <param name="Answer">stored for the key</param>
internal sealed record Commit(Payment After, IReadOnlyList<LedgerSide> Sides, ApiAnswer Answer);
