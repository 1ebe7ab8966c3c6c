using System.Reflection;
using PspLoad.Payments.Data;
using PspLoad.Payments.Judging;
using PspLoad.Payments.Stories;

namespace PspLoad.UnitTests.Payments.Judging;

/// <summary>A clean story with one change in one record of one witness.</summary>
/// <param name="Original">the record before the change</param>
/// <param name="Change"><c>drop</c>, <c>double</c>, or the name of the field</param>
/// <param name="Altered">the record after the change; null when it was dropped or doubled</param>
/// <param name="Records">all records of all orders</param>
internal sealed record Mutant(StoryRecord Original, string Change, StoryRecord? Altered, IReadOnlyList<StoryRecord> Records)
{
    public const string Drop = "drop",
        Double = "double";

    public Witness Witness { get; } =
        Original switch
        {
            Intent => Witness.Asked,
            Answer => Witness.Told,
            ShownPayment => Witness.Shown,
            Notification => Witness.Notified,
            Movement => Witness.Booked,
            StoredMovement or StoredPayment => Witness.Stored,
            SettledLine => Witness.Settled,
            _ => Witness.Charged,
        };

    public Subject Subject { get; } =
        Original switch
        {
            Answer { Outcome: PaymentOutcome.Declined or PaymentOutcome.Refused } => Subject.Decline,
            Answer answer => Of(answer.Effect),
            Intent intent => Of(intent.Effect),
            Movement movement => Of(movement.Effect),
            StoredMovement movement => Of(movement.Effect),
            SettledLine settled => Of(settled.Effect),
            Charge charge => Of(charge.Effect),
            ShownPayment shown => OfState(shown.State),
            Notification notified => OfState(notified.State),
            StoredPayment stored => OfState(stored.State),
            _ => throw new ArgumentException($"{Original} has no subject", nameof(Original)),
        };

    /// <summary>What the changed field is about; null when nothing compares it.</summary>
    public Aspect? Aspect { get; } =
        (Original, Change) switch
        {
            (_, Drop) => PspLoad.Payments.Judging.Aspect.Existence,
            (_, Double) => PspLoad.Payments.Judging.Aspect.Count,
            (_, nameof(StoryRecord.OrderId)) => PspLoad.Payments.Judging.Aspect.Order,
            (_, nameof(Intent.Key) or nameof(Movement.Reference)) => PspLoad.Payments.Judging.Aspect.Reference,
            (ShownPayment or StoredPayment, nameof(Movement.PaymentId)) => PspLoad.Payments.Judging.Aspect.Reference,
            (_, nameof(Movement.PaymentId) or nameof(Charge.Parent)) => PspLoad.Payments.Judging.Aspect.Parent,
            (_, nameof(Intent.Effect) or nameof(Answer.Outcome)) => PspLoad.Payments.Judging.Aspect.Existence,
            (_, nameof(Intent.Amount) or nameof(Answer.Totals)) => PspLoad.Payments.Judging.Aspect.Amount,
            (_, nameof(Intent.Currency)) => PspLoad.Payments.Judging.Aspect.Currency,
            (_, nameof(Answer.State)) => PspLoad.Payments.Judging.Aspect.State,
            (_, nameof(Movement.Debits) or nameof(Movement.Credits)) => PspLoad.Payments.Judging.Aspect.LedgerSides,
            (_, nameof(Charge.Times)) => PspLoad.Payments.Judging.Aspect.Count,
            (Notification, nameof(Notification.Version)) => PspLoad.Payments.Judging.Aspect.Reference,
            (Notification, nameof(Notification.Type)) => PspLoad.Payments.Judging.Aspect.State,
            (_, nameof(Intent.Source) or nameof(Charge.Card)) => PspLoad.Payments.Judging.Aspect.Card,
            (_, nameof(Answer.OtherOrder)) => PspLoad.Payments.Judging.Aspect.Order,
            (_, nameof(StoredPayment.OtherMerchant)) => PspLoad.Payments.Judging.Aspect.Merchant,
            _ => null,
        };

    /// <summary>Every change of every record, one at a time.</summary>
    public static IEnumerable<Mutant> Of(IReadOnlyList<StoryRecord> story)
    {
        for (var i = 0; i < story.Count; i++)
        {
            var record = story[i];
            yield return new Mutant(record, Drop, null, [.. story.Take(i), .. story.Skip(i + 1)]);
            yield return new Mutant(record, Double, null, [.. story.Take(i + 1), .. story.Skip(i)]);
            foreach (var (field, altered) in Alter(record))
                yield return new Mutant(record, field, altered, [.. story.Take(i), altered, .. story.Skip(i + 1)]);
        }
    }

    private static IEnumerable<(string Field, StoryRecord Altered)> Alter(StoryRecord record)
    {
        var constructor = record.GetType().GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        var parameters = constructor.GetParameters();
        var values = parameters.Select(parameter => record.GetType().GetProperty(parameter.Name!)!.GetValue(record)).ToArray();
        var currency = (string?)values.ElementAtOrDefault(Array.FindIndex(parameters, parameter => parameter.Name == nameof(Intent.Currency)));
        for (var i = 0; i < parameters.Length; i++)
        {
            foreach (
                var value in Others(parameters[i], values[i])
                    .Concat(OtherCard(parameters[i].Name!, values[i]))
                    .Concat(ShiftedPoint(parameters[i].Name!, values[i], currency))
            )
            {
                object?[] changed = [.. values];
                changed[i] = value;
                yield return (parameters[i].Name!, (StoryRecord)constructor.Invoke(changed));
            }
        }
    }

    /// <summary>Another test card instead of this one.</summary>
    private static IEnumerable<object> OtherCard(string field, object? source) =>
        field == nameof(Intent.Source) && source is string name && NamedCards.TryFind(name) is not null ? [NamedCards.LateAnswer] : [];

    /// <summary>The amount of a currency without decimals, or with three, as if it had two.</summary>
    private static IEnumerable<object> ShiftedPoint(string field, object? amount, string? currency) =>
        (field, amount, currency) switch
        {
            (nameof(Intent.Amount), long minor and > 0, "JPY") => [minor * 100],
            (nameof(Intent.Amount), long minor and > 0, "KWD") => [minor / 10],
            _ => [],
        };

    private static IEnumerable<object> Others(ParameterInfo parameter, object? value) =>
        value switch
        {
            null when parameter.ParameterType == typeof(string) => ["other"],
            null => [],
            string text => [text + "x"],
            long number => [number + 1, number - 1],
            int number => [number + 1],
            PaymentTotals totals =>
            [
                totals with
                {
                    Authorized = totals.Authorized + 1,
                },
                totals with
                {
                    Captured = totals.Captured + 1,
                },
                totals with
                {
                    Refunded = totals.Refunded + 1,
                },
                totals with
                {
                    ChargedBack = totals.ChargedBack + 1,
                },
            ],
            Enum => Enum.GetValues(value.GetType()).Cast<object>().Where(other => !other.Equals(value)),
            _ => throw new ArgumentException($"no other value of {parameter}", nameof(value)),
        };

    private static Subject Of(Effect effect) =>
        effect switch
        {
            Effect.Authorize => Subject.Authorise,
            Effect.Sale => Subject.Sale,
            Effect.Capture => Subject.Capture,
            Effect.Void => Subject.Void,
            Effect.Refund => Subject.Refund,
            Effect.Chargeback => Subject.Chargeback,
            _ => Subject.Challenge,
        };

    private static Subject OfState(string? state) =>
        state switch
        {
            "authorized" => Subject.Authorise,
            "partially_captured" or "captured" => Subject.Capture,
            "partially_refunded" or "refunded" => Subject.Refund,
            "voided" => Subject.Void,
            "charged_back" => Subject.Chargeback,
            "declined" or "failed" => Subject.Decline,
            _ => Subject.Challenge,
        };
}
