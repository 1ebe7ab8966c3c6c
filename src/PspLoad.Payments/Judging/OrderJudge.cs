using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Compares what the witnesses of one order say, by the rules of <see cref="JudgeTable"/>. It knows no other order.</summary>
internal sealed class OrderJudge
{
    /// <summary>Witnesses that may not cover all orders.</summary>
    private static readonly Witness[] s_partial = [Witness.Shown, Witness.Notified];

    /// <summary>The rules to apply to an order; the index has bit i when <see cref="s_partial"/>[i] does not cover it.</summary>
    private readonly JudgeRule[][] _rules;
    private readonly Func<Witness, string, bool> _covers;

    /// <param name="present">the witnesses that were read; rules that need another one are not applied</param>
    /// <param name="covers">whether a witness told about an order; null when all told about all orders</param>
    public OrderJudge(IReadOnlySet<Witness> present, Func<Witness, string, bool>? covers = null)
    {
        var applied = JudgeTable.Rules.Where(rule => rule.Needs.All(present.Contains)).ToList();
        _rules =
        [
            .. Enumerable
                .Range(0, 1 << s_partial.Length)
                .Select(missing => applied.Where(rule => !rule.Needs.Any(need => (missing & Bit(need)) != 0)).ToArray()),
        ];
        _covers = covers ?? ((_, _) => true);
    }

    /// <returns>everything that is wrong with the order; empty when its money is accounted for</returns>
    public IReadOnlyList<Violation> Judge(OrderStory story)
    {
        var violations = new List<Violation>();
        var missing = s_partial.Where(witness => !_covers(witness, story.OrderId)).Sum(Bit);
        foreach (var rule in _rules[missing])
            rule.Apply(story, (kind, message) => violations.Add(new Violation(kind, story.OrderId, message, story.Records)));
        return violations;
    }

    private static int Bit(Witness witness) => Array.IndexOf(s_partial, witness) is >= 0 and var bit ? 1 << bit : 0;

    public static OrderCounts Count(OrderStory story) =>
        new(
            story.Operations.Count(operation => operation.IsAcknowledged && operation.Final!.Effect != Effect.None),
            story.Movements.Count(movement => movement.Effect != Effect.Chargeback),
            story.Operations.Count(operation => operation.WasResolved)
        );
}
