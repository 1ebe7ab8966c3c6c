namespace PspLoad.Core.Capacity.Trials;

/// <summary>Why a trial is run.</summary>
public enum TrialKind
{
    /// <summary>Short, on the way up (or down) by doubling, until one fails.</summary>
    Ascent,

    /// <summary>Shortened, between a rate that passed and one that failed.</summary>
    Narrowing,

    /// <summary>At full length: what the result rests on.</summary>
    Confirmation,

    /// <summary>Closed model, a fixed number of virtual users: input of the scalability law.</summary>
    Sweep,
}
