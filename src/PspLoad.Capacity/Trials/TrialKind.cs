namespace PspLoad.Capacity.Trials;

/// <summary>Why a trial is run.</summary>
public enum TrialKind
{
    /// <summary>Before the search, at its first rate, until the system is as fast as it gets; nothing is concluded from its outcome.</summary>
    WarmUp,

    /// <summary>Short, on the way up (or down) by doubling, until one fails.</summary>
    Ascent,

    /// <summary>Shortened, between a rate that passed and one that failed.</summary>
    Narrowing,

    /// <summary>At full length: what the result rests on.</summary>
    Confirmation,

    /// <summary>Closed model, a fixed number of virtual users: input of the scalability law.</summary>
    Sweep,
}
