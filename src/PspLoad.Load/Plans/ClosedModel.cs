using PspLoad.Load.Pacing;

namespace PspLoad.Load.Plans;

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
