using static PspLoad.Core.Results.ViolationKind;
using static PspLoad.Payments.Judging.Aspect;
using static PspLoad.Payments.Judging.Subject;
using static PspLoad.Payments.Judging.Witness;

namespace PspLoad.Payments.Judging;

/// <summary>
/// The judge's table: each combination of witness, subject and aspect has a rule, or a reason why nothing can be said there. docs/reconciliation.md is
/// written from it.
/// </summary>
internal static class JudgeTable
{
    private static readonly Subject[] s_all = SubjectGroups.All,
        s_asked = SubjectGroups.Asked,
        s_begun = SubjectGroups.Begun,
        s_money = SubjectGroups.Money,
        s_moved = SubjectGroups.Moved,
        s_noMoney = SubjectGroups.NoMoney,
        s_settled = SubjectGroups.Settled,
        s_notSettled = SubjectGroups.NotSettled;

    public static IReadOnlyList<JudgeRule> Rules { get; } =
    [
        new(
            "every-answer-was-asked-for",
            "Each answer has a request of its own in the journal.",
            [Unasked],
            [Asked, Told],
            [new(Asked, s_asked, [Existence, Order, Reference]), new(Told, s_asked, [Count, Order, Reference])],
            AnswerRules.EveryAnswerWasAskedFor
        ),
        new(
            "every-request-has-an-outcome",
            "Each request has an answer, and each key a final one after it was replayed.",
            [Unresolved],
            [Asked, Told],
            [new(Asked, s_asked, [Existence, Count, Order, Reference]), new(Told, s_asked, [Existence, Order, Reference])],
            AnswerRules.EveryRequestHasAnOutcome
        ),
        new(
            "answers-agree",
            "The final answers under one key say the same.",
            [ContradictoryAnswers],
            [Told],
            [new(Told, s_asked, [Existence, Amount, Currency, Parent])],
            AnswerRules.AnswersAgree
        ),
        new(
            "told-as-asked",
            "The client was told of the operation that it asked for: effect, amount, currency, payment, order. A request names a card exactly when it begins a "
                + "payment or stores a card, and all requests under one key name the same.",
            [AmountMismatch, EffectMismatch, OrderMismatch, CardMismatch],
            [Asked, Told],
            [new(Asked, s_asked, [Existence, Amount, Currency, Parent, Card]), new(Told, s_asked, [Existence, Amount, Currency, Parent, Order])],
            AnswerRules.ToldAsAsked
        ),
        new(
            "state-fits-the-outcome",
            "The state in each answer is one that its operation and its totals lead to.",
            [StateMismatch],
            [Asked, Told],
            [new(Asked, s_asked, [Existence]), new(Told, s_asked, [Existence, State])],
            AnswerRules.StateFitsTheOutcome
        ),
        new(
            "totals-follow-the-answers",
            "The totals in each answer are the sum of what the client was told about the payment.",
            [AmountMismatch],
            [Asked, Told],
            [new(Told, s_asked, [Existence, Amount, Parent])],
            TotalRules.TotalsFollowTheAnswers
        ),
        new(
            "booked-as-told",
            "Each acknowledged operation is in the books exactly once, with its amount, currency and payment; nothing else is, except chargebacks.",
            [Lost, Duplicated, Phantom, AmountMismatch],
            [Told, Booked],
            [
                new(Told, s_asked, [Existence, Amount, Currency, Parent]),
                new(Booked, s_money, [Existence, Count, Amount, Currency, Order, Parent]),
                new(Booked, s_noMoney, [Existence]),
            ],
            BookRules.BookedAsTold
        ),
        new(
            "every-entry-has-an-effect",
            "The books have no operation that moves nothing.",
            [Phantom],
            [Booked],
            [new(Booked, s_moved, [Existence])],
            BookRules.EveryEntryHasAnEffect
        ),
        new(
            "sides-balance",
            "The debits of each booked operation equal its credits, on the accounts of its kind.",
            [UnbalancedLedger],
            [Booked],
            [new(Booked, s_moved, [LedgerSides])],
            BookRules.SidesBalance
        ),
        new(
            "totals-are-covered",
            "Of each payment no more is refunded and charged back than captured, and no more captured and voided than authorised.",
            [OverdrawnPayment],
            [Booked],
            [new(Booked, s_moved, [Existence, Count, Amount, Currency, Order, Parent])],
            BookRules.TotalsAreCovered
        ),
        new(
            "every-told-payment-is-shown",
            "The PSP shows each payment that the client was told of.",
            [StateMismatch],
            [Told, Shown],
            [new(Shown, s_all, [Existence, Order, Reference]), new(Told, s_asked, [Parent])],
            ShownRules.EveryToldPaymentIsShown
        ),
        new(
            "every-shown-payment-was-told",
            "The client was told of each payment that the PSP shows.",
            [Phantom],
            [Told, Shown],
            [new(Shown, s_all, [Order, Reference]), new(Told, s_asked, [Existence, Parent])],
            ShownRules.EveryShownPaymentWasTold
        ),
        new(
            "shown-as-told",
            "Each payment has the state and the currency that the client was told last, unless it was charged back.",
            [StateMismatch, AmountMismatch],
            [Told, Shown],
            [new(Told, s_asked, [Existence, State, Currency]), new(Shown, s_all, [Currency, State])],
            ShownRules.ShownAsTold
        ),
        new(
            "shown-as-booked",
            "The totals of each payment equal the sums of its entries in the books.",
            [AmountMismatch],
            [Shown, Booked],
            [new(Shown, s_all, [Amount]), new(Booked, s_moved, [Existence, Count, Amount, Parent])],
            ShownRules.ShownAsBooked
        ),
        new(
            "deliveries-agree",
            "All deliveries of a webhook say the same, and each version of a payment has one webhook.",
            [ContradictoryWebhooks],
            [Notified],
            [new(Notified, s_all, [Amount, Currency, State, Reference, Parent])],
            NotificationRules.DeliveriesAgree
        ),
        new(
            "versions-are-complete",
            "The webhooks of each payment have the versions 1, 2, 3 and so on. They may come in any order.",
            [Unnotified],
            [Notified],
            [new(Notified, s_all, [Existence, Order, Reference, Parent])],
            NotificationRules.VersionsAreComplete
        ),
        new(
            "type-fits-the-state",
            "The name of each webhook says the state of its payment, or which operation did not succeed.",
            [StateMismatch],
            [Notified],
            [new(Notified, s_all, [State])],
            NotificationRules.TypeFitsTheState
        ),
        new(
            "notified-as-told",
            "Each final answer about a payment has one webhook with the same state, totals and currency; there is no other webhook, except of a chargeback.",
            [Unnotified, Phantom, StateMismatch, AmountMismatch],
            [Told, Notified],
            [
                new(Told, s_asked, [Existence, Amount, Currency, State, Parent]),
                new(Notified, s_asked, [Existence, Count, Amount, Currency, State, Order, Parent]),
            ],
            NotificationRules.NotifiedAsTold
        ),
        new(
            "notified-as-asked",
            "Each webhook names the amount and the currency of the request that began its payment.",
            [AmountMismatch],
            [Asked, Told, Notified],
            [new(Asked, s_asked, [Amount, Currency]), new(Notified, s_all, [Amount, Currency])],
            NotificationRules.NotifiedAsAsked
        ),
        new(
            "notified-as-booked",
            "Each booked operation has a webhook, which changes the totals of its payment by just this operation; no other webhook changes them.",
            [Unnotified, Phantom, AmountMismatch],
            [Booked, Notified],
            [
                new(Booked, s_moved, [Existence, Amount, Currency, Order, Reference, Parent]),
                new(Booked, s_noMoney, [Existence]),
                new(Notified, s_moved, [Existence, Count, Amount, Currency, State, Order, Reference, Parent]),
                new(Notified, s_noMoney, [Amount]),
            ],
            NotificationRules.NotifiedAsBooked
        ),
        new(
            "last-notified-is-shown",
            "The PSP shows each payment as its last webhook says.",
            [StateMismatch, AmountMismatch],
            [Shown, Notified],
            [new(Shown, s_all, [Amount, Currency, State]), new(Notified, s_all, [Existence, Amount, Currency, State])],
            NotificationRules.LastNotifiedIsShown
        ),
        new(
            "stored-as-booked",
            "The PSP's API and its database have the same operations.",
            [BooksDisagree],
            [Booked, Stored],
            [
                new(Booked, s_moved, [Existence, Count, Amount, Currency, Order, Reference, Parent, LedgerSides]),
                new(Stored, s_moved, [Existence, Count, Amount, Currency, Order, Reference, Parent, LedgerSides]),
            ],
            StoredRules.StoredAsBooked
        ),
        new(
            "stored-payments-as-told",
            "The database has each payment that the client was told of, once, with the last state (unless it was charged back) and currency, and no other.",
            [Lost, StateMismatch, AmountMismatch, Phantom, Duplicated],
            [Told, Stored],
            [new(Stored, s_all, [Existence, Count, Currency, State, Order, Reference]), new(Told, s_asked, [Existence, State, Currency, Parent])],
            StoredRules.StoredPaymentsAsTold
        ),
        new(
            "stored-payments-add-up",
            "The totals of each payment in the database equal the sums of its ledger entries there.",
            [AmountMismatch],
            [Stored],
            [new(Stored, s_all, [Amount]), new(Stored, s_moved, [Existence, Count, Parent])],
            StoredRules.StoredPaymentsAddUp
        ),
        new(
            "one-merchant",
            "All rows of the run's orders belong to its merchant.",
            [MerchantMismatch],
            [Stored],
            [new(Stored, s_all, [Merchant])],
            StoredRules.OneMerchant
        ),
        new(
            "charged-back-as-booked",
            "The PSP shows a payment as charged back exactly when its books have a chargeback of it.",
            [StateMismatch],
            [Shown, Booked],
            [new(Shown, s_all, [State]), new(Booked, [Chargeback], [Existence, Parent])],
            ChargebackRules.ShownAsBooked
        ),
        new(
            "charged-back-as-stored",
            "A payment in the database is charged back exactly when its ledger there has a chargeback of it.",
            [StateMismatch],
            [Stored],
            [new(Stored, s_all, [State]), new(Stored, [Chargeback], [Existence, Parent])],
            ChargebackRules.StoredWithEntries
        ),
        new(
            "told-chargebacks-are-booked",
            "What an answer states as charged back is in the books.",
            [AmountMismatch],
            [Told, Booked],
            [new(Told, s_asked, [Amount]), new(Booked, [Chargeback], [Amount])],
            ChargebackRules.ToldAsBooked
        ),
        new(
            "settled-as-booked",
            "The settlement files have one line for each booked sale, capture, refund and chargeback, with its amount, currency and payment, and no other.",
            [SettlementMismatch],
            [Booked, Settled],
            [
                new(Settled, s_settled, [Existence, Count, Amount, Currency, Order, Reference, Parent]),
                new(Settled, s_notSettled, [Existence]),
                new(Booked, s_settled, [Existence, Count, Amount, Currency, Order, Reference, Parent]),
            ],
            SettledRules.SettledAsBooked
        ),
        new(
            "card-shown-as-asked",
            "The PSP shows each payment with the card that the client named, or stored in the same order.",
            [CardMismatch],
            [Asked, Shown],
            [new(Asked, s_begun, [Card]), new(Shown, s_all, [Card])],
            CardRules.ShownAsAsked
        ),
        new(
            "card-stored-as-asked",
            "The database has each payment with the card that the client named, or stored in the same order.",
            [CardMismatch],
            [Asked, Stored],
            [new(Asked, s_begun, [Card]), new(Stored, s_all, [Card])],
            CardRules.StoredAsAsked
        ),
        new(
            "charged-once",
            "The acquirer carried out each operation and each reversal once.",
            [DoubleCharge],
            [Charged],
            [new(Charged, s_moved, [Existence, Count])],
            ChargeRules.ChargedOnce
        ),
        new(
            "charged-is-booked",
            "Each charge is in the books or was reversed.",
            [UnbookedCharge, DoubleCharge],
            [Booked, Charged],
            [
                new(Charged, s_moved, [Existence, Order, Reference, Parent]),
                new(Charged, s_noMoney, [Existence]),
                new(Booked, s_moved, [Existence, Order, Reference]),
            ],
            ChargeRules.ChargedIsBooked
        ),
        new(
            "booked-is-not-reversed",
            "The acquirer reversed nothing that the books still have.",
            [ReversedCharge, UnbookedCharge],
            [Booked, Charged],
            [new(Charged, s_money, [Existence, Reference, Parent])],
            ChargeRules.BookedIsNotReversed
        ),
        new(
            "reversed-was-asked-for",
            "What the PSP gave up and reversed is something that the client had asked for.",
            [UnbookedCharge],
            [Asked, Booked, Charged],
            [new(Charged, s_money, [Existence, Amount])],
            ChargeRules.ReversedWasAskedFor
        ),
        new(
            "reversed-in-full",
            "Each reversal has the amount and currency of what it reverses.",
            [AmountMismatch],
            [Charged],
            [new(Charged, s_money, [Existence, Amount, Currency, Reference, Parent])],
            ChargeRules.ReversedInFull
        ),
        new(
            "booked-is-charged",
            "The acquirer carried out each booked operation, with its amount and currency.",
            [MissingCharge, AmountMismatch],
            [Booked, Charged],
            [
                new(Charged, s_moved, [Existence, Amount, Currency, Order, Reference]),
                new(Booked, s_moved, [Existence, Count, Amount, Currency, Order, Reference]),
            ],
            ChargeRules.BookedIsCharged
        ),
        new(
            "charged-on-its-payment",
            "The acquirer carried out each capture, void, refund and chargeback on the authorisation or sale of the same payment.",
            [ParentMismatch],
            [Booked, Charged],
            [new(Charged, s_moved, [Existence, Parent, Reference]), new(Booked, s_moved, [Existence, Parent, Reference])],
            ChargeRules.ChargedOnItsPayment
        ),
        new(
            "charged-to-the-card-asked",
            "The acquirer moved the money of the card that the client named, or stored in the same order.",
            [CardMismatch],
            [Asked, Charged],
            [new(Asked, s_begun, [Card]), new(Charged, s_all, [Card])],
            CardRules.ChargedAsAsked
        ),
    ];

    /// <summary>One sentence for each witness that was not read: the rules that could not be applied.</summary>
    public static IEnumerable<string> NotApplied(IReadOnlySet<Witness> present) =>
        Rules
            .SelectMany(rule => rule.Needs.Where(need => !present.Contains(need)).Select(need => (need, rule.Name)))
            .GroupBy(missing => missing.need, missing => missing.Name)
            .Select(group => $"{Name(group.Key)} was not compared, so these rules were not applied: {string.Join(", ", group)}");

    /// <returns>the rules that fill a cell</returns>
    public static IEnumerable<JudgeRule> RulesFor(Witness witness, Subject subject, Aspect aspect) =>
        Rules.Where(rule => rule.Cells.Any(block => block.Contains(witness, subject, aspect)));

    /// <returns>why a cell has no rule; null when it has one</returns>
    public static string? ReasonFor(Witness witness, Subject subject, Aspect aspect) =>
        Silences.SingleOrDefault(silence => silence.Cells.Contains(witness, subject, aspect))?.Reason;

    public static string Name(Witness witness) =>
        witness switch
        {
            Asked => "what the client asked for",
            Told => "what the client was told",
            Shown => "what the PSP shows of each payment",
            Notified => "what the PSP's webhooks say",
            Booked => "the PSP's ledger",
            Stored => "the PSP's database",
            Settled => "the PSP's settlement files",
            Charged => "the acquirer's book",
            _ => "the database's replica",
        };

    public static IReadOnlyList<Silence> Silences => JudgeSilences.All;
}
