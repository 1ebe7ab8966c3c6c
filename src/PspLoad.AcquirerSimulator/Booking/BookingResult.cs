using PspLoad.AcquirerSimulator.Behaviours;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>The result of booking a request.</summary>
/// <param name="Status">how to answer</param>
/// <param name="Entry">the entry, if the operation is or was booked</param>
/// <param name="Delivery">of the answer; faults affect only the first request</param>
public readonly record struct BookingResult(BookingStatus Status, BookEntry? Entry = null, Delivery Delivery = Delivery.Answered);

public enum BookingStatus
{
    Booked,

    /// <summary>The operation was booked before.</summary>
    Repeated,

    /// <summary>The request hangs and is not booked.</summary>
    Unbooked,

    /// <summary>The reference was used for something else.</summary>
    Conflict,
    Full,
}
