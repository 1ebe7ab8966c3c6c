using PspLoad.Core.Results;

namespace PspLoad.Reporting.Wording;

/// <summary>One order whose money is not accounted for: what is wrong with it, and what the witnesses said of it.</summary>
/// <param name="OrderId">the order</param>
/// <param name="Violations">at least one</param>
/// <param name="Facts">in the order of time, by the clock of each witness</param>
internal sealed record ViolatedOrder(string OrderId, IReadOnlyList<ViolationLine> Violations, IReadOnlyList<StoryFact> Facts)
{
    /// <summary>Number of orders whose story a report tells in full.</summary>
    public const int Told = 10;

    /// <summary>Orders in the order of time; those that the client was never told of come last.</summary>
    public static IReadOnlyList<ViolatedOrder> In(IEnumerable<ViolationLine> violations) =>
        [
            .. violations
                .GroupBy(violation => violation.OrderId, StringComparer.Ordinal)
                .OrderBy(order => order.Min(violation => violation.AtSeconds) ?? double.MaxValue)
                .ThenBy(order => order.Key, StringComparer.Ordinal)
                .Select(order => new ViolatedOrder(order.Key, [.. order], [.. order.First().Story.Select(StoryFact.Of)])),
        ];
}

/// <summary>A line of a story: <c>TIME WHO: WHAT</c>.</summary>
/// <param name="Time">UTC; empty when the line has none</param>
/// <param name="Who">witness, and how it knows: <c>client was told</c>, <c>PSP booked</c> …; empty when the line names none</param>
/// <param name="What">the statement</param>
internal sealed record StoryFact(string Time, string Who, string What)
{
    public static StoryFact Of(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        return space > 0 && colon > space ? new StoryFact(line[..space], line[(space + 1)..colon], line[(colon + 2)..]) : new StoryFact("", "", line);
    }
}
