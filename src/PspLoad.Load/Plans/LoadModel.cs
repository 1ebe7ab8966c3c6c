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
