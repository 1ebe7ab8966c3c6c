using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>What to change, and the state that was found. Only <see cref="ApplyScript"/> may hold secrets; it is never shown.</summary>
/// <param name="Summary">for people: <c>mode 0644 → 0600</c></param>
/// <param name="Before">hash or short text of the state found, for the audit journal; <c>absent</c> if there was none</param>
/// <param name="After">hash or short text of the declared state</param>
public sealed record Change(string Summary, string Before, string After)
{
    /// <summary>
    /// POSIX shell script. It is sent on standard input, never as an argument, and runs in one batch with adjacent changes.
    /// Empty if <see cref="Apply"/> is set.
    /// </summary>
    public string ApplyScript { get; init; } = "";

    /// <summary>The command that a failure message names, without secrets. Empty if the resource's name is enough.</summary>
    public string Command { get; init; } = "";

    /// <summary>
    /// POSIX shell script that runs before any change of the role on the host. It undoes what a killed run must not leave in
    /// place, such as a service's stamp.
    /// </summary>
    public string PrepareScript { get; init; } = "";

    /// <summary>
    /// Makes a change that a script alone cannot make, such as a certificate that the harness signs in between. The current batch ends before it.
    /// </summary>
    public Func<IHostShell, CancellationToken, Task>? Apply { get; init; }

    /// <summary>Old and new text for <c>--diff</c>; null if there is no text or it is secret.</summary>
    public TextDifference? Text { get; init; }

    /// <summary>Omits the scripts, which may hold secrets. By default a record prints all its members.</summary>
    public override string ToString() => Summary;
}
