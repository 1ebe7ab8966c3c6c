using PspLoad.Provisioning.Resources;

namespace PspLoad.Provisioning.Engine;

/// <summary>The outcome of one resource on one host.</summary>
/// <param name="Host">name of the host</param>
/// <param name="Role">name of the role</param>
/// <param name="Resource">its <see cref="Resources.Resource.Id"/></param>
/// <param name="Status">result</param>
/// <param name="Message">what was changed, or why it failed or was skipped; empty for ok</param>
public sealed record ResourceOutcome(string Host, string Role, string Resource, ResourceStatus Status, string Message)
{
    /// <summary>Value of <see cref="Resource"/> when the outcome covers the whole role: the host was unreachable, or a need failed.</summary>
    public const string WholeRole = "role";

    /// <summary>The change that was made or would be made, if any.</summary>
    public Change? Change { get; init; }

    /// <summary>Unified diff of the file, if requested and the text is not secret.</summary>
    public string Difference { get; init; } = "";

    /// <summary>Last lines of the output of a failed resource.</summary>
    public string Output { get; init; } = "";
}
