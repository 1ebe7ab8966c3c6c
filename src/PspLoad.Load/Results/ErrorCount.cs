using PspLoad.Core.Load;

namespace PspLoad.Load.Results;

/// <summary>How often one kind of error ended a step or an iteration.</summary>
/// <param name="Kind">the kind</param>
/// <param name="Count">how often</param>
/// <param name="Examples">the first few details, at most three</param>
public sealed record ErrorCount(ErrorKind Kind, long Count, IReadOnlyCollection<string> Examples);
