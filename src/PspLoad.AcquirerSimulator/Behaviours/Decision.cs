using PspLoad.AcquirerSimulator.Operations;

namespace PspLoad.AcquirerSimulator.Behaviours;

/// <summary>What the acquirer decides on a reference, before the book's own rules apply.</summary>
/// <param name="Outcome">approved unless the card or a rate says otherwise</param>
/// <param name="Reason">of a decline</param>
/// <param name="Delivery">of the first answer</param>
/// <param name="Latency">of every answer</param>
/// <param name="ChargebackAfter">time from a sale to its chargeback; null: none</param>
public readonly record struct Decision(Outcome Outcome, string? Reason, Delivery Delivery, TimeSpan Latency, TimeSpan? ChargebackAfter = null);

/// <summary>How the first request of a reference is answered.</summary>
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
