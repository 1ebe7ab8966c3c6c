namespace PspLoad.Provisioning.Resources;

/// <summary>The result of comparing the probed state with the declared state.</summary>
public abstract record StateComparison
{
    private StateComparison() { }

    public static StateComparison AsDeclared { get; } = new Ok();

    /// <summary>Nothing to do.</summary>
    public sealed record Ok : StateComparison;

    /// <summary>The host differs from the declaration; <c>Change</c> brings it to the declared state.</summary>
    public sealed record Differs(Change Change) : StateComparison;

    /// <summary>The resource does not apply on this host.</summary>
    public sealed record NotHere(string Why) : StateComparison;

    /// <summary>The declared state cannot be reached. This is known before anything is changed.</summary>
    public sealed record Impossible(string Problem, string Remedy) : StateComparison;
}
