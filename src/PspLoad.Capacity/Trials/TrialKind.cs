namespace PspLoad.Capacity.Trials;

/// <summary>Why a trial is run.</summary>
public enum TrialKind
{
    /// <summary>Before the search, at its first rate, until the system stops getting faster. Its outcome does not count.</summary>
    WarmUp,

    /// <summary>Short trial while the rate is doubled (or halved) until one fails (or passes).</summary>
    Ascent,

    /// <summary>Shortened trial between a rate that passed and a rate that failed.</summary>
    Narrowing,

    /// <summary>Full-length trial. The result rests on these.</summary>
    Confirmation,

    /// <summary>Closed model with a fixed number of virtual users: input of the scalability law.</summary>
    Sweep,
}
