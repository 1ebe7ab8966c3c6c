namespace PspLoad.Core.Errors;

/// <summary>Exit code of the process. If several apply, money (5) takes precedence over validity (4), and validity over thresholds (1).</summary>
public enum ExitCode
{
    Passed = 0,

    /// <summary>A threshold failed, or a difference was found where none is allowed (drift).</summary>
    ThresholdFailed = 1,

    /// <summary>Invalid usage or configuration. Nothing was changed.</summary>
    InvalidUsage = 2,

    /// <summary>The lab, provisioning or verification failed.</summary>
    ProvisioningFailed = 3,

    /// <summary>The injector was disturbed, so the run's figures are invalid; or a result could not be written.</summary>
    RunInvalid = 4,

    /// <summary>Acknowledged money does not match the books.</summary>
    ReconciliationViolated = 5,

    /// <summary>A defect of PspLoad itself: EX_SOFTWARE of sysexits.h.</summary>
    Defect = 70,

    Interrupted = 130,
}
