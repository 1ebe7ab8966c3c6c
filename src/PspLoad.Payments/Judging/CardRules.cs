using PspLoad.Core.Results;
using PspLoad.Payments.Client;
using PspLoad.Payments.Data;
using PspLoad.Payments.Stories;

namespace PspLoad.Payments.Judging;

/// <summary>Rules on whose money moves. A witness that does not name the card, and cards of another PSP, are not judged.</summary>
internal static class CardRules
{
    public static void ChargedAsAsked(OrderStory story, ReportViolation report)
    {
        foreach (var charge in story.Charges.Where(charge => charge.Card is not null))
        {
            var payment = story.Movements.FirstOrDefault(booked => booked.Reference == charge.Reference && booked.Effect == charge.Effect)?.PaymentId;
            Compare(story, payment, charge.Card!, $"the acquirer carried out {charge.Phrase()} as {charge.Reference} with", report);
        }
    }

    public static void ShownAsAsked(OrderStory story, ReportViolation report)
    {
        foreach (var shown in story.Shown.Where(shown => shown.Card is not null))
            Compare(story, shown.PaymentId, shown.Card!, $"the PSP shows payment {shown.PaymentId} with", report);
    }

    public static void StoredAsAsked(OrderStory story, ReportViolation report)
    {
        foreach (var stored in story.StoredPayments.Where(stored => stored.Card is not null))
            Compare(story, stored.PaymentId, stored.Card!, $"the database has payment {stored.PaymentId} with", report);
    }

    private static void Compare(OrderStory story, string? payment, string card, string found, ReportViolation report)
    {
        var asked = CardsOf(story, payment);
        if (asked.Count > 0 && !asked.Contains(card))
            report(ViolationKind.CardMismatch, $"{found} card {card}, but the client named {string.Join(" or ", asked.Order(StringComparer.Ordinal))}");
    }

    /// <summary>The cards of the requests that began the payment; of all requests when no answer names the payment.</summary>
    private static HashSet<string> CardsOf(OrderStory story, string? payment)
    {
        var begun = story.Operations.Where(operation => operation.Intents.Any(asked => PspOperations.BeginsPayment(asked.Operation))).ToList();
        var own = begun.FindAll(operation => payment is not null && operation.Answers.Any(told => told.PaymentId == payment));
        return [.. (own.Count > 0 ? own : begun).SelectMany(operation => operation.Intents).Select(asked => CardOf(story, asked)).OfType<string>()];
    }

    /// <returns>null for a card that is not known here</returns>
    private static string? CardOf(OrderStory story, Intent asked) =>
        asked.Source?.StartsWith(NamedCards.TokenPrefix, StringComparison.Ordinal) == true ? StoredCard(story) : MaskedCard.FromTestCard(asked.Source);

    /// <summary>A token stands for the card that the order stored; with two of them nothing can be said.</summary>
    private static string? StoredCard(OrderStory story)
    {
        var cards = story
            .Operations.SelectMany(operation => operation.Intents)
            .Where(asked => asked.Operation == PspOperations.Token)
            .Select(asked => MaskedCard.FromTestCard(asked.Source))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return cards.Count == 1 ? cards[0] : null;
    }
}
