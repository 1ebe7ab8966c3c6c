using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>All that the witnesses know of one order.</summary>
internal sealed class OrderStory
{
    public OrderStory(string orderId, IReadOnlyList<StoryRecord> records)
    {
        OrderId = orderId;
        Records = [.. records.OrderBy(record => record.At)];
        var intents = Records.OfType<Intent>().DistinctBy(intent => intent.Key).ToDictionary(intent => intent.Key, StringComparer.Ordinal);
        var answers = Records.OfType<Answer>().ToLookup(answer => answer.Key, StringComparer.Ordinal);
        Operations =
        [
            .. intents
                .Keys.Union(answers.Select(group => group.Key), StringComparer.Ordinal)
                .Select(key => new Operation(key, intents.GetValueOrDefault(key), [.. answers[key]])),
        ];
        Movements = [.. Records.OfType<Movement>()];
        Charges = [.. Records.OfType<Charge>()];
        Payments = [.. Records.OfType<StoredPayment>().DistinctBy(payment => payment.PaymentId, StringComparer.Ordinal)];
    }

    public string OrderId { get; }

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<StoryRecord> Records { get; }

    public IReadOnlyList<Operation> Operations { get; }

    public IReadOnlyList<Movement> Movements { get; }

    public IReadOnlyList<Charge> Charges { get; }

    public IReadOnlyList<StoredPayment> Payments { get; }
}
