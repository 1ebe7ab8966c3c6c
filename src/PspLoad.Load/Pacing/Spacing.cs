namespace PspLoad.Load.Pacing;

/// <summary>How arrivals are spread within the rate of the profile.</summary>
public enum Spacing
{
    /// <summary>Evenly: the n-th arrival comes when the profile expects n of them.</summary>
    Uniform,

    /// <summary>Independently of each other, as customers come: a Poisson process with the profile's rate. Seeded, so repeatable.</summary>
    Poisson,
}
