namespace PspLoad.Provisioning.Engine;

/// <summary>What became of one resource in a run.</summary>
public enum ResourceStatus
{
    Ok,

    /// <summary>It differed, and was changed; under <c>--check</c>: would be changed.</summary>
    Changed,
    Failed,

    /// <summary>Not tried, and the message says why.</summary>
    Skipped,
}
