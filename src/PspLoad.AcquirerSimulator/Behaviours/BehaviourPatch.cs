namespace PspLoad.AcquirerSimulator.Behaviours;

/// <summary>The fields of a <see cref="Behaviour"/> to change; null keeps a field's value.</summary>
public sealed record BehaviourPatch
{
    public long? Seed { get; init; }
    public double? LatencyMedianMs { get; init; }
    public double? LatencySigma { get; init; }
    public double? DeclineRate { get; init; }
    public double? ErrorRate { get; init; }
    public double? LostAnswerRate { get; init; }
    public double? HangRate { get; init; }
    public double? HangBookedShare { get; init; }
    public double? HangMs { get; init; }
    public double? LateAnswerMs { get; init; }
    public double? ChargebackAfterMs { get; init; }
    public Outage? Outage { get; init; }

    public Behaviour ApplyTo(Behaviour behaviour) =>
        new()
        {
            Seed = Seed ?? behaviour.Seed,
            LatencyMedianMs = LatencyMedianMs ?? behaviour.LatencyMedianMs,
            LatencySigma = LatencySigma ?? behaviour.LatencySigma,
            DeclineRate = DeclineRate ?? behaviour.DeclineRate,
            ErrorRate = ErrorRate ?? behaviour.ErrorRate,
            LostAnswerRate = LostAnswerRate ?? behaviour.LostAnswerRate,
            HangRate = HangRate ?? behaviour.HangRate,
            HangBookedShare = HangBookedShare ?? behaviour.HangBookedShare,
            HangMs = HangMs ?? behaviour.HangMs,
            LateAnswerMs = LateAnswerMs ?? behaviour.LateAnswerMs,
            ChargebackAfterMs = ChargebackAfterMs ?? behaviour.ChargebackAfterMs,
            Outage = Outage ?? behaviour.Outage,
        };
}
