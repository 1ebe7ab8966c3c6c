using PspLoad.Core.Results;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>
/// Compares what the witnesses of one order say: what the client was told, what the PSP booked, what the acquirer carried out.
/// A pure function of the story; it knows no other order.
/// </summary>
/// <param name="story">of the order</param>
/// <param name="hasAcquirer">false: no book of the acquirer was read, so charges are not judged</param>
internal sealed class OrderJudge(OrderStory story, bool hasAcquirer = true)
{
    private readonly List<Violation> _violations = [];

    public OrderCounts Counts { get; } =
        new(
            story.Operations.Count(operation => operation.IsAcknowledged && operation.Final!.Effect != Effect.None),
            story.Movements.Count,
            story.Operations.Count(operation => operation.WasResolved)
        );

    /// <returns>everything that is wrong with the order; empty when its money is accounted for</returns>
    public IReadOnlyList<Violation> Judge()
    {
        JudgeAnswers();
        JudgeBooks();
        JudgeLedgerSides();
        JudgePaymentTotals();
        JudgeStates();
        if (hasAcquirer)
        {
            JudgeCharges();
            JudgeBookedCharges();
        }
        return _violations;
    }

    /// <summary>Told against told: each key has one final answer.</summary>
    private void JudgeAnswers()
    {
        foreach (var operation in story.Operations)
        {
            if (operation.IsContradictory)
                Report(ViolationKind.ContradictoryAnswers, $"key {operation.Key} got contradictory answers: {FinalAnswers(operation)}");
            if (operation.IsIndeterminate)
                Report(ViolationKind.Unresolved, $"{Asked(operation.Intent)} under key {operation.Key} has no known outcome");
        }
    }

    /// <summary>Told against booked, effect by effect.</summary>
    private void JudgeBooks()
    {
        var effects = story.Movements.Select(movement => movement.Effect).Union(story.Operations.Select(operation => operation.ExpectedEffect));
        foreach (var effect in effects.Where(effect => effect != Effect.None))
            ReportUnmatched(new BookMatch(story, effect));
    }

    private void ReportUnmatched(BookMatch match)
    {
        foreach (var told in match.Lost)
            Report(ViolationKind.Lost, $"{Describe(told)} was acknowledged (status {told.Status}, key {told.Key}) but is not in the books");
        foreach (var (told, booked) in match.Mismatches)
        {
            Report(
                ViolationKind.AmountMismatch,
                $"{Describe(told)} was acknowledged on payment {told.PaymentId}, "
                    + $"but {Money(booked.Amount, booked.Currency)} is booked on payment {booked.PaymentId} as {booked.Reference}"
            );
        }
        foreach (var booked in match.Duplicates)
            Report(ViolationKind.Duplicated, $"{Describe(booked)} is booked as {booked.Reference}, one time more than it was acknowledged");
        foreach (var booked in match.Phantoms)
            Report(ViolationKind.Phantom, $"{Describe(booked)} is booked as {booked.Reference}, but the client was never told about it");
    }

    /// <summary>Booked against booked: the debits of an operation equal its credits.</summary>
    private void JudgeLedgerSides()
    {
        foreach (var booked in story.Movements.Where(movement => movement.Debits != movement.Credits))
        {
            Report(
                ViolationKind.UnbalancedLedger,
                $"{booked.Reference} has debits of {Money(booked.Debits, booked.Currency)} and credits of {Money(booked.Credits, booked.Currency)}"
            );
        }
    }

    /// <summary>Booked against booked: refunded ≤ captured ≤ authorised, per payment and currency.</summary>
    private void JudgePaymentTotals()
    {
        foreach (var payment in story.Movements.GroupBy(movement => (movement.PaymentId, movement.Currency)))
        {
            var sums = payment.GroupBy(movement => movement.Effect).ToDictionary(group => group.Key, group => group.Sum(movement => movement.Amount));
            var authorized = sums.GetValueOrDefault(Effect.Sale) + sums.GetValueOrDefault(Effect.Authorize);
            var captured = sums.GetValueOrDefault(Effect.Sale) + sums.GetValueOrDefault(Effect.Capture);
            var refunded = sums.GetValueOrDefault(Effect.Refund);
            if (captured > authorized || refunded > captured)
            {
                Report(
                    ViolationKind.OverdrawnPayment,
                    $"payment {payment.Key.PaymentId} ({payment.Key.Currency}) has {authorized} authorised, {captured} captured and {refunded} refunded"
                );
            }
        }
    }

    /// <summary>Told against shown: each payment is in the state that the client was told last. An open operation may have changed it.</summary>
    private void JudgeStates()
    {
        if (story.Operations.Any(operation => operation.IsIndeterminate))
            return;
        var told = LastStatesTold();
        foreach (var payment in story.Payments)
        {
            if (told.TryGetValue(payment.PaymentId, out var state) && state != payment.State)
                Report(ViolationKind.StateMismatch, $"the client was told that payment {payment.PaymentId} is {state}, but the PSP shows {payment.State}");
        }
    }

    private Dictionary<string, string> LastStatesTold() =>
        story
            .Operations.Select(operation => operation.Final)
            .OfType<Answer>()
            .Where(answer => answer is { State: not null, PaymentId: not null })
            .GroupBy(answer => answer.PaymentId!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(answer => answer.At)!.State!, StringComparer.Ordinal);

    /// <summary>Charged against booked: the acquirer carried out each operation once, and it is in the books.</summary>
    private void JudgeCharges()
    {
        var booked = story.Movements.Select(movement => movement.Reference).ToHashSet(StringComparer.Ordinal);
        var reversed = story
            .Charges.Where(charge => charge is { Effect: Effect.Void, Parent: not null })
            .Select(charge => charge.Parent!)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var charge in story.Charges.Where(charge => charge.Effect != Effect.Void))
        {
            var isBooked = booked.Contains(charge.Reference);
            // The PSP gave this operation up and reversed it at the acquirer: nobody owes anything.
            if (!isBooked && reversed.Contains(charge.Reference))
                continue;
            if (charge.Times > 1)
                Report(ViolationKind.DoubleCharge, $"the acquirer carried out {Describe(charge)} as {charge.Reference} {charge.Times} times");
            if (!isBooked)
                ReportUnbooked(charge, booked);
        }
    }

    private void ReportUnbooked(Charge charge, HashSet<string> booked)
    {
        var hasBookedTwin = story.Charges.Any(other =>
            other.Reference != charge.Reference && other.Effect == charge.Effect && other.Amount == charge.Amount && booked.Contains(other.Reference)
        );
        var message = $"the acquirer carried out {Describe(charge)} as {charge.Reference}, which is not in the books";
        if (hasBookedTwin)
            Report(ViolationKind.DoubleCharge, $"{message}; an equal charge is booked");
        else
            Report(ViolationKind.UnbookedCharge, message);
    }

    /// <summary>Booked against charged: the acquirer carried out each booked operation, with the same amount and currency.</summary>
    private void JudgeBookedCharges()
    {
        var charges = story.Charges.ToLookup(charge => charge.Reference, StringComparer.Ordinal);
        foreach (var booked in story.Movements)
        {
            var candidates = charges[booked.Reference].Where(charge => charge.Effect == booked.Effect).ToList();
            if (candidates.Count == 0)
            {
                Report(ViolationKind.MissingCharge, $"{Describe(booked)} is booked as {booked.Reference}, but the acquirer never carried it out");
            }
            else if (!candidates.Exists(charge => IsSameMoney(charge, booked)))
            {
                Report(
                    ViolationKind.AmountMismatch,
                    $"{Describe(booked)} is booked as {booked.Reference}, but the acquirer carried out {Money(candidates[0].Amount, candidates[0].Currency)}"
                );
            }
        }
    }

    private static bool IsSameMoney(Charge charge, Movement booked) =>
        charge.Amount == booked.Amount && (charge.Currency ?? booked.Currency) == booked.Currency;

    private static string FinalAnswers(OperationHistory operation) =>
        string.Join(
            ", then ",
            operation
                .Answers.Where(answer => answer.Outcome != PaymentOutcome.Indeterminate)
                .Select(answer => $"{answer.Outcome} {Describe(answer)} on {answer.PaymentId ?? "no payment"} (status {answer.Status})")
        );

    private static string Asked(Intent? intent) => intent is null ? "an operation" : $"{intent.Operation} of {Money(intent.Amount, intent.Currency)}";

    private static string Describe(Answer told) => $"{told.Effect.Noun()} of {Money(told.Amount, told.Currency)}";

    private static string Describe(Movement booked) => $"{booked.Effect.Noun()} of {Money(booked.Amount, booked.Currency)}";

    private static string Describe(Charge charge) => $"{charge.Effect.Noun()} of {Money(charge.Amount, charge.Currency)}";

    /// <summary>Minor units.</summary>
    private static string Money(long amount, string? currency) => currency is null ? $"{amount}" : $"{amount} {currency}";

    private void Report(ViolationKind kind, string message) => _violations.Add(new Violation(kind, story.OrderId, message, story.Records));
}
