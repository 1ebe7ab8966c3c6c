namespace PspLoad.Provisioning.Journal;

/// <summary>The first line of a journal that breaks its chain of hashes.</summary>
/// <param name="Line">line number, 1-based</param>
/// <param name="Problem">what is wrong with the line</param>
public sealed record AuditBreak(int Line, string Problem);
