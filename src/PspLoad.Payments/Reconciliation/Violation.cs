using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>One thing that is wrong with one order.</summary>
/// <param name="Kind">what is wrong</param>
/// <param name="OrderId">the order</param>
/// <param name="Message">one sentence with the amounts</param>
/// <param name="Story">all that the witnesses know of the order, in the order of time</param>
public sealed record Violation(ViolationKind Kind, string OrderId, string Message, IReadOnlyList<StoryRecord> Story);
