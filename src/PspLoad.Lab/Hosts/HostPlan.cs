namespace PspLoad.Lab.Hosts;

/// <summary>Decides per host; nothing here talks to an engine.</summary>
internal static class HostPlan
{
    /// <param name="state">of the container that is there</param>
    /// <param name="actualSpec">its spec's hash, or null where it carries none</param>
    /// <param name="wantedSpec">the hash that it should carry</param>
    public static HostAction Decide(HostState state, string? actualSpec, string wantedSpec) =>
        state switch
        {
            HostState.Absent => HostAction.Create,
            // Killed between creation and start: its files may be missing.
            HostState.Created => HostAction.Replace,
            _ when actualSpec != wantedSpec => HostAction.Replace,
            HostState.Stopped => HostAction.Start,
            HostState.Paused => HostAction.Resume,
            _ => HostAction.Keep,
        };

    /// <param name="engineState">Docker's word</param>
    public static HostState StateOf(string engineState) =>
        engineState switch
        {
            "running" or "restarting" => HostState.Running,
            "paused" => HostState.Paused,
            "exited" => HostState.Stopped,
            // "created", and "dead" or "removing": a removal that was cut. None of them can be started as it is.
            _ => HostState.Created,
        };
}

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

/// <summary>What brings a host from what it is to what it should be.</summary>
internal enum HostAction
{
    Keep,
    Start,
    Resume,
    Replace,
    Create,
}
