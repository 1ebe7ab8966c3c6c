namespace PspLoad.Core.Results;

/// <summary>How often one kind of error ended something.</summary>
/// <param name="Kind">as <see cref="Load.ErrorKinds.Label"/> names it</param>
/// <param name="Count">how often</param>
/// <param name="Examples">the first few details, at most three; text from outside, never trusted</param>
public sealed record ErrorPart(string Kind, long Count, IReadOnlyCollection<string> Examples);
