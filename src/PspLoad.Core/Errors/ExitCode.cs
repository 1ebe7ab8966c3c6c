namespace PspLoad.Core.Errors;

/// <summary>What the process tells its caller. When several apply, money (5) wins over validity (4), validity over thresholds (1).</summary>
public enum ExitCode
{
    Passed = 0,

    /// <summary>A threshold failed, or something differs where nothing may differ (drift).</summary>
    ThresholdFailed = 1,

    /// <summary>Invalid usage or configuration: nothing was changed.</summary>
    InvalidUsage = 2,

    /// <summary>The lab, provisioning or verification failed.</summary>
    ProvisioningFailed = 3,

    /// <summary>The injector was disturbed: the run's figures mean nothing.</summary>
    RunInvalid = 4,

    /// <summary>Acknowledged money is not what the books say.</summary>
    ReconciliationViolated = 5,

    Interrupted = 130,
}
