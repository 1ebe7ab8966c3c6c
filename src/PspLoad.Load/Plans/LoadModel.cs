using PspLoad.Load.Pacing;

namespace PspLoad.Load.Plans;

/// <summary>What starts iterations, in k6's names of executors.</summary>
public abstract record LoadModel
{
    /// <summary>k6's name of the executor.</summary>
    public abstract string Name { get; init; }

    /// <summary>Length of the measured phase.</summary>
    public abstract TimeSpan Duration { get; }

    /// <summary>Most iterations at once.</summary>
    public abstract int MaxConcurrency { get; }

    /// <param name="rate">iterations a second</param>
    /// <param name="duration">of the measured phase</param>
    public static OpenModel ConstantArrivalRate(double rate, TimeSpan duration) => new(RateProfile.Constant(rate, duration)) { Name = "constant-arrival-rate" };

    public static OpenModel RampingArrivalRate(RateProfile rate) => new(rate);

    /// <param name="users">virtual users</param>
    /// <param name="duration">of the measured phase</param>
    public static ClosedModel ConstantVus(int users, TimeSpan duration) => new(RateProfile.Constant(users, duration)) { Name = "constant-vus" };

    /// <param name="users">virtual users over time: the profile's rate, rounded</param>
    public static ClosedModel RampingVus(RateProfile users) => new(users);
}

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

    /// <summary>Rate of the warm-up: the rate at the start of the phase, or a tenth of the peak when that is 0.</summary>
    public double WarmUpRate => Rate.RateAt(0) is > 0 and var first ? first : Rate.Peak / 10;
}

/// <summary>Each virtual user starts its next iteration when the last one has ended.</summary>
/// <param name="Users">virtual users over time</param>
public sealed record ClosedModel(RateProfile Users) : LoadModel
{
    public override string Name { get; init; } = "ramping-vus";

    public override TimeSpan Duration => Users.Duration;

    public override int MaxConcurrency => MaxUsers;

    /// <summary>Most users at once.</summary>
    public int MaxUsers => (int)Math.Round(Users.Peak, MidpointRounding.AwayFromZero);

    /// <param name="time">seconds since the phase began</param>
    public int UsersAt(double time) => (int)Math.Round(Users.RateAt(time), MidpointRounding.AwayFromZero);
}
