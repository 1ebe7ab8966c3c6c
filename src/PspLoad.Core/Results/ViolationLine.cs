namespace PspLoad.Core.Results;

/// <summary>One thing that is wrong with one order's money, with all that is known of it.</summary>
/// <param name="Kind">what is wrong</param>
/// <param name="OrderId">the order</param>
/// <param name="Message">one sentence with the amounts</param>
/// <param name="AtSeconds">when the client was told, since the measured phase began; null when it never was</param>
/// <param name="Fault">the fault in whose window it happened; null outside of any</param>
/// <param name="Story">one line a fact, in the order of time: time, witness, what it says</param>
public sealed record ViolationLine(ViolationKind Kind, string OrderId, string Message, double? AtSeconds, string? Fault, IReadOnlyList<string> Story);
