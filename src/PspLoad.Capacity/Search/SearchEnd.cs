namespace PspLoad.Capacity.Search;

/// <summary>Why a search ended.</summary>
public enum SearchEnd
{
    /// <summary>The highest passing rate is confirmed, and the lowest failing rate is close above it.</summary>
    Found,

    /// <summary>The injector could not drive more; the server's limit was not reached.</summary>
    InjectorLimit,

    /// <summary>The highest rate allowed to the search passes.</summary>
    MaximumRate,

    /// <summary>Not even the lowest rate passes.</summary>
    NothingPasses,

    TimeBudget,
    ErrorBudget,

    /// <summary>A trial was disturbed repeatedly.</summary>
    Disturbed,

    /// <summary>The user stopped it.</summary>
    Interrupted,
}
