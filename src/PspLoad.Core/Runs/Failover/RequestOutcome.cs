namespace PspLoad.Core.Runs.Failover;

/// <summary>What became of a request or an iteration.</summary>
public enum RequestOutcome : byte
{
    Completed = 0,

    /// <summary>Ended with an error that is known, or was never started.</summary>
    Failed,

    /// <summary>No whole answer: whether it took effect is not known.</summary>
    Indeterminate,
}
