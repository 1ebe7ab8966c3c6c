using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

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
        Shown = [.. Records.OfType<ShownPayment>()];
        Notifications = [.. Records.OfType<Notification>()];
        StoredMovements = [.. Records.OfType<StoredMovement>()];
        StoredPayments = [.. Records.OfType<StoredPayment>()];
    }

    public string OrderId { get; }

    /// <summary>In the order of time.</summary>
    public IReadOnlyList<StoryRecord> Records { get; }

    public IReadOnlyList<OperationHistory> Operations { get; }

    public IReadOnlyList<Movement> Movements { get; }

    public IReadOnlyList<Charge> Charges { get; }

    public IReadOnlyList<ShownPayment> Shown { get; }

    /// <summary>All deliveries, in the order of time.</summary>
    public IReadOnlyList<Notification> Notifications { get; }

    public IReadOnlyList<StoredMovement> StoredMovements { get; }

    public IReadOnlyList<StoredPayment> StoredPayments { get; }

    /// <summary>An operation has no known outcome, so the state and the totals of its payment are not known either.</summary>
    public bool HasOpenOperation => Operations.Any(operation => operation.IsIndeterminate);

    private static IEnumerable<OperationHistory> OperationsOf(IReadOnlyList<StoryRecord> records)
    {
        var intents = records.OfType<Intent>().ToLookup(intent => intent.Key, StringComparer.Ordinal);
        var answers = records.OfType<Answer>().ToLookup(answer => answer.Key, StringComparer.Ordinal);
        return intents
            .Select(group => group.Key)
            .Union(answers.Select(group => group.Key), StringComparer.Ordinal)
            .Select(key => new OperationHistory(key, [.. intents[key]], [.. answers[key]]));
    }
}
