using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>One operation in the book. Only <see cref="AcquirerBook"/> changes it, under its lock.</summary>
public sealed class BookEntry
{
    /// <summary>Order of booking, from 1.</summary>
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Operation Operation { get; init; }
    public required string Reference { get; init; }
    public string? Parent { get; init; }
    public string? OrderId { get; init; }

    /// <summary>Minor units; for a void, the released amount.</summary>
    public long Amount { get; internal set; }
    public string? Currency { get; internal set; }

    /// <summary>First six and last four digits.</summary>
    public string? Card { get; init; }
    public required Outcome Outcome { get; init; }
    public string? Reason { get; init; }

    /// <summary>Number of requests for it.</summary>
    public int Attempts { get; internal set; }

    /// <summary>How often it took place: 0 or 1.</summary>
    public int Charges => Outcome == Outcome.Approved && !Withdrawn ? 1 : 0;

    internal string AuthorizationCode => $"{(uint)Sequence * 2654435761U:X8}";

    /// <summary>Hash of the request's fields; tells a repetition from a reused reference.</summary>
    internal ulong Fingerprint { get; init; }

    // For an approved authorize or sale: what became of its amount.
    internal long Captured { get; set; }
    internal long Refunded { get; set; }
    internal long ChargedBack { get; set; }
    internal bool Voided { get; set; }

    /// <summary>For a chargeback: the sale was reversed before the PSP accepted the chargeback, so nothing is left to take back.</summary>
    internal bool Withdrawn { get; set; }
}
