namespace PspLoad.Core.Results;

/// <summary>Something that a reader of the figures should know.</summary>
/// <param name="Id">stable, kebab-case</param>
/// <param name="Severity"><c>violation</c>, <c>invalid</c>, <c>warning</c> or <c>info</c></param>
/// <param name="Message">what was seen, and what to do about it; one line</param>
public sealed record FindingPart(string Id, string Severity, string Message);
