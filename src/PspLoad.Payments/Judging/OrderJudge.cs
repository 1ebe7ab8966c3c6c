using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Compares what the witnesses of one order say, by the rules of <see cref="JudgeTable"/>. It knows no other order.</summary>
internal sealed class OrderJudge
{
    private readonly JudgeRule[] _rules;
    private readonly JudgeRule[] _withoutShown;
    private readonly Func<string, bool> _isShown;

    /// <param name="present">the witnesses that were read; rules that need another one are not applied</param>
    /// <param name="isShown">whether the payments of an order were read; null when those of all orders were</param>
    public OrderJudge(IReadOnlySet<Witness> present, Func<string, bool>? isShown = null)
    {
        _rules = [.. JudgeTable.Rules.Where(rule => rule.Needs.All(present.Contains))];
        _withoutShown = [.. _rules.Where(rule => !rule.Needs.Contains(Witness.Shown))];
        _isShown = isShown ?? (_ => true);
    }

    /// <returns>everything that is wrong with the order; empty when its money is accounted for</returns>
    public IReadOnlyList<Violation> Judge(OrderStory story)
    {
        var violations = new List<Violation>();
        foreach (var rule in _isShown(story.OrderId) ? _rules : _withoutShown)
            rule.Apply(story, (kind, message) => violations.Add(new Violation(kind, story.OrderId, message, story.Records)));
        return violations;
    }

    public static OrderCounts Count(OrderStory story) =>
        new(
            story.Operations.Count(operation => operation.IsAcknowledged && operation.Final!.Effect != Effect.None),
            story.Movements.Count(movement => movement.Effect != Effect.Chargeback),
            story.Operations.Count(operation => operation.WasResolved)
        );
}
