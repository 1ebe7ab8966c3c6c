namespace PspLoad.Provisioning.Resources;

/// <summary>What would be done, and what was found instead. Nothing in it may hold a secret but <see cref="ApplyScript"/>, which is never
/// shown.</summary>
/// <param name="Summary">for people: <c>mode 0644 → 0600</c></param>
/// <param name="Before">hash or short text of the state found, for the audit journal; <c>absent</c> where there was none</param>
/// <param name="After">the same of the declared state</param>
public sealed record Change(string Summary, string Before, string After)
{
    /// <summary>POSIX shell, sent on standard input and never as an argument; runs in one batch with its neighbours. Empty where
    /// <see cref="Apply"/> is set.</summary>
    public string ApplyScript { get; init; } = "";

    /// <summary>What a failure says was run, without what may be secret; empty where the resource's name says it.</summary>
    public string Command { get; init; } = "";

    /// <summary>POSIX shell that runs before any change of the role on the host: what a killed run must have undone, such as the stamp of a
    /// service.</summary>
    public string PrepareScript { get; init; } = "";

    /// <summary>For what a script cannot do alone, such as a certificate that the harness signs in between. Ends the batch before
    /// it.</summary>
    public Func<IHostShell, CancellationToken, Task>? Apply { get; init; }

    /// <summary>Old and new text for <c>--diff</c>, or null where there is no text or it is secret.</summary>
    public TextDifference? Text { get; init; }

    /// <summary>Without the scripts: a record prints all of its members otherwise, and they may hold secrets.</summary>
    public override string ToString() => Summary;
}
