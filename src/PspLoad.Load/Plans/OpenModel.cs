using PspLoad.Load.Pacing;

namespace PspLoad.Load.Plans;

/// <summary>Iterations arrive by a timetable.</summary>
/// <param name="Rate">arrivals a second over time</param>
public sealed record OpenModel(RateProfile Rate) : LoadModel
{
    public override string Name { get; init; } = "ramping-arrival-rate";

    public Spacing Spacing { get; init; } = Spacing.Uniform;

    /// <summary>Iterations at once; an arrival beyond that is dropped and counted.</summary>
    public int MaxInFlight { get; init; } = 10_000;

    public override TimeSpan Duration => Rate.Duration;

    public override int MaxConcurrency => MaxInFlight;

    /// <summary>Rate of the warm-up: the one that the phase begins with, or a tenth of the peak when it begins with none.</summary>
    public double WarmUpRate => Rate.RateAt(0) is > 0 and var first ? first : Rate.Peak / 10;
}
