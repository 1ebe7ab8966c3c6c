using PspLoad.AcquirerSimulator.Behaviours;

namespace PspLoad.AcquirerSimulator.Booking;

/// <summary>What the book made of a request.</summary>
/// <param name="Status">how to answer</param>
/// <param name="Entry">when it was booked, now or before</param>
/// <param name="Delivery">of the answer; only a first request is treated badly</param>
public readonly record struct BookingResult(BookingStatus Status, BookEntry? Entry = null, Delivery Delivery = Delivery.Answered);

public enum BookingStatus
{
    Booked,

    /// <summary>It was booked before.</summary>
    Repeated,

    /// <summary>It is to hang and to be forgotten.</summary>
    Unbooked,

    /// <summary>The reference is known for something else.</summary>
    Conflict,
    Full,
}
