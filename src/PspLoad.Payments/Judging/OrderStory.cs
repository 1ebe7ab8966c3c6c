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
        Settled = [.. Records.OfType<SettledLine>()];
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

    public IReadOnlyList<SettledLine> Settled { get; }

    // Several rules need these, so each is built once a story, when the first rule asks for it.

    /// <summary>References of the operations in the PSP's ledger.</summary>
    public IReadOnlySet<string> BookedReferences => field ??= Movements.Select(movement => movement.Reference).ToHashSet(StringComparer.Ordinal);

    /// <summary>Voids that the merchant did not ask for: the PSP cancels an operation that it gave up.</summary>
    public IReadOnlyList<Charge> Reversals =>
        field ??= [.. Charges.Where(charge => charge.Effect == Effect.Void && !BookedReferences.Contains(charge.Reference))];

    /// <summary>References of the operations that the acquirer reversed.</summary>
    public IReadOnlySet<string> ReversedReferences =>
        field ??= Reversals.Select(reversal => reversal.Parent).OfType<string>().ToHashSet(StringComparer.Ordinal);

    /// <summary>The last final answer on each payment.</summary>
    public IReadOnlyList<Answer> LastTold => field ??= [.. ToldPayments.GroupBy(answer => answer.PaymentId!, StringComparer.Ordinal).Select(Latest)];

    /// <summary>The payments that the client was told of.</summary>
    public IReadOnlySet<string> ToldPaymentIds => field ??= LastTold.Select(answer => answer.PaymentId!).ToHashSet(StringComparer.Ordinal);

    /// <summary>An operation has no known outcome, so the state and the totals of its payment are not known either.</summary>
    public bool HasOpenOperation => Operations.Any(operation => operation.IsIndeterminate);

    /// <summary>The final answer of each operation on a payment.</summary>
    public IEnumerable<Answer> ToldPayments =>
        Operations
            .Select(operation => operation.Final)
            .OfType<Answer>()
            .Where(answer => answer is { PaymentId: not null, Outcome: PaymentOutcome.Acknowledged or PaymentOutcome.Declined });

    private static Answer Latest(IEnumerable<Answer> answers) => answers.MaxBy(answer => answer.At)!;

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
