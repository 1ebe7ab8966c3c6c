using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>One operation in the book. Changed only by <see cref="AcquirerBook"/>, under its lock.</summary>
public sealed class BookEntry
{
    /// <summary>Order of booking, from 1.</summary>
    public required long Sequence { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Operation Operation { get; init; }
    public required string Reference { get; init; }
    public string? Parent { get; init; }
    public string? OrderId { get; init; }

    /// <summary>Minor units; of a void what it released.</summary>
    public long Amount { get; internal set; }
    public string? Currency { get; internal set; }

    /// <summary>First six and last four digits.</summary>
    public string? Card { get; init; }
    public required Outcome Outcome { get; init; }
    public string? Reason { get; init; }

    /// <summary>How many requests came for it.</summary>
    public int Attempts { get; internal set; }

    /// <summary>How often it took place: 0 or 1.</summary>
    public int Charges => Outcome == Outcome.Approved ? 1 : 0;

    internal string AuthorizationCode => $"{(uint)Sequence * 2654435761U:X8}";

    /// <summary>Of the request's fields, to tell a repetition from a reference that is used twice.</summary>
    internal ulong Fingerprint { get; init; }

    // Of an approved authorize or sale: where its money is.
    internal long Captured { get; set; }
    internal long Refunded { get; set; }
    internal bool Voided { get; set; }
}
