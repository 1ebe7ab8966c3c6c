using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Reconciliation;

/// <summary>
/// Compares the three witnesses of one order: what the client was told, what the PSP has booked, what the acquirer has carried out. Pure;
/// knows nothing of other orders.
/// </summary>
/// <param name="story">of the order</param>
/// <param name="hasAcquirer">false: only two witnesses spoke</param>
internal sealed class OrderJudge(OrderStory story, bool hasAcquirer = true)
{
    private readonly List<Violation> _violations = [];

    public OrderCounts Counts { get; } =
        new(
            story.Operations.Count(operation => operation.IsAcknowledged && operation.Final!.Effect != Effect.None),
            story.Movements.Count,
            story.Operations.Count(operation => operation.WasResolved)
        );

    public IReadOnlyList<Violation> Judge()
    {
        foreach (var operation in story.Operations)
            JudgeAnswers(operation);
        foreach (
            var effect in story.Movements.Select(movement => movement.Effect).Union(story.Operations.Select(Promised)).Where(effect => effect != Effect.None)
        )
        {
            JudgeBooks(effect);
        }

        JudgeBalances();
        JudgeStates();
        if (hasAcquirer)
            JudgeCharges();
        return _violations;
    }

    private static Effect Promised(Operation operation) => operation.IsAcknowledged ? operation.Final!.Effect : operation.Intent?.Effect ?? Effect.None;

    private void JudgeAnswers(Operation operation)
    {
        if (operation.IsContradictory)
        {
            Report(
                ViolationKind.ContradictoryAnswers,
                $"key {operation.Key} was answered with {string.Join(", then ", operation.Answers.Where(answer => answer.Kind != AnswerKind.Indeterminate).Select(Describe))}"
            );
        }

        if (operation.IsIndeterminate)
        {
            Report(
                ViolationKind.Unresolved,
                $"{operation.Intent?.Operation ?? "an operation"} of {Money(operation.Intent?.Amount ?? 0, operation.Intent?.Currency)} under key {operation.Key}: nobody knows its outcome"
            );
        }
    }

    /// <summary>
    /// Exact matches first: acknowledged operations with stored ones, then indeterminate ones, which may have taken place or not. What is
    /// left over on both sides was stored with another
    /// amount; on the client's side alone it was lost; on the books' side alone it is a duplicate of a match, or a phantom.
    /// </summary>
    private void JudgeBooks(Effect effect)
    {
        var stored = story.Movements.Where(movement => movement.Effect == effect).ToList();
        var told = story
            .Operations.Where(operation => operation.IsAcknowledged && operation.Final!.Effect == effect)
            .Select(operation => operation.Final!)
            .ToList();
        var matched = new List<Movement>();
        told.RemoveAll(answer =>
            Match(stored, matched, movement =>
                movement.Amount == answer.Amount && movement.Currency == answer.Currency && (answer.PaymentId ?? movement.PaymentId) == movement.PaymentId
            )
        );
        foreach (var open in story.Operations.Where(operation => operation.IsIndeterminate && operation.Intent?.Effect == effect))
            Match(stored, matched, movement => movement.Amount == open.Intent!.Amount && movement.Currency == (open.Intent.Currency ?? movement.Currency));

        foreach (var answer in told)
        {
            // Not when it looks like a duplicate: then two things are wrong, not one amount.
            var other = stored.FindIndex(movement => !matched.Exists(match => IsTwin(match, movement)));
            if (other < 0)
            {
                Report(
                    ViolationKind.Lost,
                    $"{effect} of {Money(answer.Amount, answer.Currency)} was acknowledged (status {answer.Status}, key {answer.Key}) and is not in the books"
                );
                continue;
            }
            var movement = stored[other];
            stored.RemoveAt(other);
            Report(
                ViolationKind.AmountMismatch,
                $"{effect} of {Money(answer.Amount, answer.Currency)} was acknowledged on payment {answer.PaymentId}, and {Money(movement.Amount, movement.Currency)} is booked as {movement.Reference} on {movement.PaymentId}"
            );
        }
        foreach (var movement in stored)
        {
            var twin = matched.Exists(match => IsTwin(match, movement));
            Report(
                twin ? ViolationKind.Duplicated : ViolationKind.Phantom,
                $"{effect} of {Money(movement.Amount, movement.Currency)} is booked as {movement.Reference}{(twin ? " once more than it was acknowledged" : ", and the client was never told so")}"
            );
        }
    }

    private static bool IsTwin(Movement one, Movement other) => (one.Effect, one.Amount, one.Currency) == (other.Effect, other.Amount, other.Currency);

    private static bool Match(List<Movement> stored, List<Movement> matched, Predicate<Movement> fits)
    {
        var index = stored.FindIndex(fits);
        if (index < 0)
            return false;
        matched.Add(stored[index]);
        stored.RemoveAt(index);
        return true;
    }

    private void JudgeBalances()
    {
        foreach (var movement in story.Movements.Where(movement => movement.Debits != movement.Credits))
        {
            Report(
                ViolationKind.UnbalancedLedger,
                $"{movement.Reference}: debits {Money(movement.Debits, movement.Currency)}, credits {Money(movement.Credits, movement.Currency)}"
            );
        }

        foreach (var payment in story.Movements.GroupBy(movement => (movement.PaymentId, movement.Currency)))
        {
            var sums = payment.GroupBy(movement => movement.Effect).ToDictionary(group => group.Key, group => group.Sum(movement => movement.Amount));
            var captured = sums.GetValueOrDefault(Effect.Sale) + sums.GetValueOrDefault(Effect.Capture);
            var authorized = sums.GetValueOrDefault(Effect.Sale) + sums.GetValueOrDefault(Effect.Authorize);
            var refunded = sums.GetValueOrDefault(Effect.Refund);
            if (captured > authorized || refunded > captured)
            {
                Report(
                    ViolationKind.OverdrawnPayment,
                    $"payment {payment.Key.PaymentId}: authorised {Money(authorized, payment.Key.Currency)}, captured {captured}, refunded {refunded}"
                );
            }
        }
    }

    private void JudgeStates()
    {
        var told = story
            .Operations.Where(operation => operation.Final is { State: not null, PaymentId: not null })
            .Select(operation => operation.Final!)
            .GroupBy(answer => answer.PaymentId!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.MaxBy(answer => answer.At)!.State!, StringComparer.Ordinal);
        // What an open operation did to a state is not known.
        if (story.Operations.Any(operation => operation.IsIndeterminate))
            return;
        foreach (var payment in story.Payments)
        {
            if (told.TryGetValue(payment.PaymentId, out var state) && state != payment.State)
                Report(ViolationKind.StateMismatch, $"payment {payment.PaymentId} was said to be {state} and is {payment.State}");
        }
    }

    private void JudgeCharges()
    {
        var booked = story.Movements.ToLookup(movement => movement.Reference, StringComparer.Ordinal);
        var charges = story.Charges.ToLookup(charge => charge.Reference, StringComparer.Ordinal);
        // An authorisation or sale that was given up is cancelled by its reference; it then owes nothing to anyone.
        var cancelled = story
            .Charges.Where(charge => charge is { Effect: Effect.Void, Parent: not null })
            .Select(charge => charge.Parent!)
            .ToHashSet(StringComparer.Ordinal);
        var givenUp = cancelled.Where(reference => !booked.Contains(reference)).ToHashSet(StringComparer.Ordinal);

        foreach (var charge in story.Charges.Where(charge => charge.Effect != Effect.Void && !givenUp.Contains(charge.Reference)))
        {
            if (charge.Times > 1)
            {
                Report(
                    ViolationKind.DoubleCharge,
                    $"the acquirer carried out {charge.Reference} {charge.Times} times: {charge.Effect} of {Money(charge.Amount, charge.Currency)}"
                );
            }

            if (!booked.Contains(charge.Reference))
                ReportUnbooked(charge, booked);
        }
        foreach (var movement in story.Movements)
        {
            if (!charges[movement.Reference].Any(charge => charge.Effect == movement.Effect))
            {
                Report(
                    ViolationKind.MissingCharge,
                    $"{movement.Effect} of {Money(movement.Amount, movement.Currency)} is booked as {movement.Reference}, and the acquirer never carried it out"
                );
            }
            else if (!charges[movement.Reference].Any(charge => IsSame(charge, movement)))
            {
                Report(
                    ViolationKind.AmountMismatch,
                    $"{movement.Effect} {movement.Reference}: {Money(movement.Amount, movement.Currency)} in the books, {Money(charges[movement.Reference].First().Amount, movement.Currency)} at the acquirer"
                );
            }
        }
    }

    private static bool IsSame(Charge charge, Movement movement) =>
        charge.Effect == movement.Effect && charge.Amount == movement.Amount && (charge.Currency ?? movement.Currency) == movement.Currency;

    private void ReportUnbooked(Charge charge, ILookup<string, Movement> booked)
    {
        var another = story.Charges.Any(other =>
            other.Reference != charge.Reference && other.Effect == charge.Effect && other.Amount == charge.Amount && booked.Contains(other.Reference)
        );
        Report(
            another ? ViolationKind.DoubleCharge : ViolationKind.UnbookedCharge,
            $"the acquirer carried out {charge.Effect} of {Money(charge.Amount, charge.Currency)} as {charge.Reference}, which is not in the books{(another ? ", beside the one that is" : "")}"
        );
    }

    private static string Describe(Answer answer) =>
        $"{answer.Kind} {answer.Effect} {Money(answer.Amount, answer.Currency)} on {answer.PaymentId ?? "no payment"} (status {answer.Status})";

    /// <summary>Minor units, as they are counted everywhere.</summary>
    private static string Money(long amount, string? currency) => currency is null ? $"{amount}" : $"{amount} {currency}";

    private void Report(ViolationKind kind, string message) => _violations.Add(new Violation(kind, story.OrderId, message, story.Records));
}
