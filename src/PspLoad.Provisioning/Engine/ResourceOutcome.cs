using PspLoad.Provisioning.Resources;

namespace PspLoad.Provisioning.Engine;

/// <summary>What became of one resource on one host.</summary>
/// <param name="Host">name</param>
/// <param name="Role">name</param>
/// <param name="Resource">its <see cref="Resources.Resource.Id"/></param>
/// <param name="Status">what became of it</param>
/// <param name="Message">what was changed, or why it failed or was skipped; empty for ok</param>
public sealed record ResourceOutcome(string Host, string Role, string Resource, ResourceStatus Status, string Message)
{
    /// <summary><see cref="Resource"/> where the whole role on the host is meant: nobody got in, or what it needs failed.</summary>
    public const string WholeRole = "role";

    /// <summary>The change, where there was or would be one.</summary>
    public Change? Change { get; init; }

    /// <summary>Unified difference of the file's text, where it was asked for and the text is no secret.</summary>
    public string Difference { get; init; } = "";

    /// <summary>Last lines of the output where it failed.</summary>
    public string Output { get; init; } = "";
}
