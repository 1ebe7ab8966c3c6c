namespace PspLoad.Core.Runs.Verdicts;

/// <summary>How much a finding matters, as <c>run.json</c> writes it.</summary>
public static class Severity
{
    /// <summary>Money is not accounted for.</summary>
    public const string Violation = "violation";

    /// <summary>The figures mean nothing.</summary>
    public const string Invalid = "invalid";

    public const string Warning = "warning";
    public const string Info = "info";
}
