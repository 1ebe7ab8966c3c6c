namespace PspLoad.Provisioning.Resources;

/// <summary>What a comparison of probed and declared state comes to.</summary>
public abstract record Verdict
{
    private Verdict() { }

    public static Verdict AsDeclared { get; } = new Ok();

    /// <summary>Nothing to do.</summary>
    public sealed record Ok : Verdict;

    /// <summary>The host differs, and this is how it is brought to the declared state.</summary>
    public sealed record Differs(Change Change) : Verdict;

    /// <summary>Does not apply on this host.</summary>
    public sealed record NotHere(string Why) : Verdict;

    /// <summary>The declared state cannot be reached, known before anything is changed.</summary>
    public sealed record Impossible(string Problem, string Remedy) : Verdict;
}
