namespace PspLoad.Core.Runs.Failover;

/// <summary>How a request or an iteration ended.</summary>
public enum RequestOutcome : byte
{
    Completed = 0,

    /// <summary>Ended with a known error, or was never started.</summary>
    Failed,

    /// <summary>No complete answer, so it is unknown whether the request took effect.</summary>
    Indeterminate,
}
