namespace PspLoad.Load.Health;

/// <summary>Why a run's figures can't be trusted.</summary>
/// <param name="Id">stable name for scripts, kebab-case</param>
/// <param name="Message">what was measured, against which limit, and what to do</param>
public sealed record ValidityReason(string Id, string Message);
