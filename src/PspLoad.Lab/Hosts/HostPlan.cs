namespace PspLoad.Lab.Hosts;

/// <summary>Decides what to do with each host. Pure; calls no engine.</summary>
internal static class HostPlan
{
    /// <param name="state">state of the existing container</param>
    /// <param name="actualSpec">hash of its spec; null when it has none</param>
    /// <param name="wantedSpec">hash of the wanted spec</param>
    public static HostAction Decide(HostState state, string? actualSpec, string wantedSpec) =>
        state switch
        {
            HostState.Absent => HostAction.Create,
            // The process that created it was killed before the start. Files may be missing.
            HostState.Created => HostAction.Replace,
            _ when actualSpec != wantedSpec => HostAction.Replace,
            HostState.Stopped => HostAction.Start,
            HostState.Paused => HostAction.Resume,
            _ => HostAction.Keep,
        };

    /// <param name="engineState">Docker's name of the state</param>
    public static HostState StateOf(string engineState) =>
        engineState switch
        {
            "running" or "restarting" => HostState.Running,
            "paused" => HostState.Paused,
            "exited" => HostState.Stopped,
            // "created"; "dead" or "removing" after an interrupted removal. None of them can be started.
            _ => HostState.Created,
        };
}

/// <summary>The state of one host's container.</summary>
public enum HostState
{
    Absent,

    /// <summary>Created but never started, for example by a killed <c>lab up</c>.</summary>
    Created,

    Stopped,
    Paused,
    Running,
}

/// <summary>The action that gives a host its wanted state.</summary>
internal enum HostAction
{
    Keep,
    Start,
    Resume,
    Replace,
    Create,
}
