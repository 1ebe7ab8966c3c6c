namespace PspLoad.AcquirerSimulator.Behaviours;

/// <summary>What becomes of the answer to the first request of a reference.</summary>
public enum Delivery
{
    Answered,

    /// <summary>After <see cref="Behaviour.LateAnswerMs"/>.</summary>
    Late,

    /// <summary>Booked, answered 500.</summary>
    Lost,

    /// <summary>Booked, never answered.</summary>
    HangsBooked,

    /// <summary>As if it had never arrived.</summary>
    HangsUnbooked,
}
