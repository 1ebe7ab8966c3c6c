using PspLoad.Core.Results;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>One thing that is wrong with one order.</summary>
/// <param name="Kind">what is wrong</param>
/// <param name="OrderId">the order</param>
/// <param name="Message">one sentence with the amounts</param>
/// <param name="Story">everything that the witnesses know of the order, in the order of time</param>
public sealed record Violation(ViolationKind Kind, string OrderId, string Message, IReadOnlyList<StoryRecord> Story);

/// <summary>What one order adds to the totals of the run.</summary>
/// <param name="Acknowledged">operations that moved money and that the client holds an acknowledgement for</param>
/// <param name="Stored">operations in the PSP's books, without chargebacks, which nobody asked for</param>
/// <param name="Resolved">operations that were indeterminate at first and have a final answer now</param>
internal sealed record OrderCounts(int Acknowledged, int Stored, int Resolved);
