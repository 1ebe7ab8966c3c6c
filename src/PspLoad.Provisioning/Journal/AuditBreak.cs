namespace PspLoad.Provisioning.Journal;

/// <summary>Where a journal stopped being trustworthy.</summary>
/// <param name="Line">1-based</param>
/// <param name="Problem">what is wrong with it</param>
public sealed record AuditBreak(int Line, string Problem);
