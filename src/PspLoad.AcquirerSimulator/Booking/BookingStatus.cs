namespace PspLoad.AcquirerSimulator.Booking;

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
