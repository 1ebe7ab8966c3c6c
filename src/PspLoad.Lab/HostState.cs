namespace PspLoad.Lab;

/// <summary>One host's container.</summary>
public enum HostState
{
    Absent,

    /// <summary>Made but never started: what a killed <c>lab up</c> leaves.</summary>
    Created,

    Stopped,
    Paused,
    Running,
}
