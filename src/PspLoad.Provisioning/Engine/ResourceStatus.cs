namespace PspLoad.Provisioning.Engine;

/// <summary>The status of one resource in a run.</summary>
public enum ResourceStatus
{
    Ok,

    /// <summary>Differed and was changed. With <c>--check</c>: would be changed.</summary>
    Changed,
    Failed,

    /// <summary>Not attempted. The message gives the reason.</summary>
    Skipped,
}
