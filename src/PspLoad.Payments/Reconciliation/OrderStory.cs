using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>Everything that the witnesses know of one order.</summary>
internal sealed class OrderStory
{
    public OrderStory(string orderId, IReadOnlyList<StoryRecord> records)
    {
        OrderId = orderId;
        Records = [.. records.OrderBy(record => record.At)];
        Operations = [.. OperationsOf(Records)];
        Movements = [.. Records.OfType<Movement>()];
        Charges = [.. Records.OfType<Charge>()];
        Payments = [.. Records.OfType<StoredPayment>().DistinctBy(payment => payment.PaymentId, StringComparer.Ordinal)];
    }

    public string OrderId { get; }

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<StoryRecord> Records { get; }

    public IReadOnlyList<OperationHistory> Operations { get; }

    public IReadOnlyList<Movement> Movements { get; }

    public IReadOnlyList<Charge> Charges { get; }

    public IReadOnlyList<StoredPayment> Payments { get; }

    private static IEnumerable<OperationHistory> OperationsOf(IReadOnlyList<StoryRecord> records)
    {
        var intents = records.OfType<Intent>().DistinctBy(intent => intent.Key).ToDictionary(intent => intent.Key, StringComparer.Ordinal);
        var answers = records.OfType<Answer>().ToLookup(answer => answer.Key, StringComparer.Ordinal);
        return intents
            .Keys.Union(answers.Select(group => group.Key), StringComparer.Ordinal)
            .Select(key => new OperationHistory(key, intents.GetValueOrDefault(key), [.. answers[key]]));
    }
}
