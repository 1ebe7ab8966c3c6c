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
    private static readonly Subject[] s_all = Enum.GetValues<Subject>();

    private static readonly Subject[] s_money = [Authorise, Sale, Capture, Subject.Void, Refund];

    private static readonly Subject[] s_noMoney = [Decline, Challenge];

    public static IReadOnlyList<JudgeRule> Rules { get; } =
    [
        new(
            "every-answer-was-asked-for",
            "Each answer has a request of its own in the journal.",
            [Unasked],
            [Asked, Told],
            [new(Asked, s_all, [Existence, Order, Reference]), new(Told, s_all, [Count, Order, Reference])],
            AnswerRules.EveryAnswerWasAskedFor
        ),
        new(
            "every-request-has-an-outcome",
            "Each request has an answer, and each key a final one after it was replayed.",
            [Unresolved],
            [Asked, Told],
            [new(Asked, s_all, [Existence, Count, Order, Reference]), new(Told, s_all, [Existence, Order, Reference])],
            AnswerRules.EveryRequestHasAnOutcome
        ),
        new(
            "answers-agree",
            "The final answers under one key say the same.",
            [ContradictoryAnswers],
            [Told],
            [new(Told, s_all, [Existence, Amount, Currency, Parent])],
            AnswerRules.AnswersAgree
        ),
        new(
            "told-as-asked",
            "The client was told of the operation that it asked for: effect, amount, currency, payment.",
            [AmountMismatch, EffectMismatch],
            [Asked, Told],
            [new(Asked, s_all, [Existence, Amount, Currency, Parent]), new(Told, s_all, [Existence, Amount, Currency, Parent])],
            AnswerRules.ToldAsAsked
        ),
        new(
            "state-fits-the-outcome",
            "The state in each answer is one that its operation and its totals lead to.",
            [StateMismatch],
            [Asked, Told],
            [new(Asked, s_all, [Existence]), new(Told, s_all, [Existence, State])],
            AnswerRules.StateFitsTheOutcome
        ),
        new(
            "totals-follow-the-answers",
            "The totals in each answer are the sum of what the client was told about the payment.",
            [AmountMismatch],
            [Asked, Told],
            [new(Told, s_all, [Existence, Amount, Parent])],
            TotalRules.TotalsFollowTheAnswers
        ),
        new(
            "booked-as-told",
            "Each acknowledged operation is in the books exactly once, with its amount, currency and payment; nothing else is.",
            [Lost, Duplicated, Phantom, AmountMismatch],
            [Told, Booked],
            [
                new(Told, s_all, [Existence, Amount, Currency, Parent]),
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
            [new(Booked, s_money, [Existence])],
            BookRules.EveryEntryHasAnEffect
        ),
        new(
            "sides-balance",
            "The debits of each booked operation equal its credits, on the accounts of its kind.",
            [UnbalancedLedger],
            [Booked],
            [new(Booked, s_money, [LedgerSides])],
            BookRules.SidesBalance
        ),
        new(
            "totals-are-covered",
            "Of each payment no more is refunded than captured, and no more captured and voided than authorised.",
            [OverdrawnPayment],
            [Booked],
            [new(Booked, s_money, [Existence, Count, Amount, Currency, Order, Parent])],
            BookRules.TotalsAreCovered
        ),
        new(
            "every-told-payment-is-shown",
            "The PSP shows each payment that the client was told of.",
            [StateMismatch],
            [Told, Shown],
            [new(Shown, s_all, [Existence, Order, Reference]), new(Told, s_all, [Parent])],
            ShownRules.EveryToldPaymentIsShown
        ),
        new(
            "every-shown-payment-was-told",
            "The client was told of each payment that the PSP shows.",
            [Phantom],
            [Told, Shown],
            [new(Shown, s_all, [Order, Reference]), new(Told, s_all, [Existence, Parent])],
            ShownRules.EveryShownPaymentWasTold
        ),
        new(
            "shown-as-told",
            "Each payment has the state and the currency that the client was told last.",
            [StateMismatch, AmountMismatch],
            [Told, Shown],
            [new(Told, s_all, [Existence, State, Currency]), new(Shown, s_all, [Currency, State])],
            ShownRules.ShownAsTold
        ),
        new(
            "shown-as-booked",
            "The totals of each payment equal the sums of its entries in the books.",
            [AmountMismatch],
            [Shown, Booked],
            [new(Shown, s_all, [Amount]), new(Booked, s_money, [Existence, Count, Amount, Parent])],
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
            "Each final answer about a payment has one webhook with the same state, totals and currency; there is no other webhook.",
            [Unnotified, Phantom, StateMismatch, AmountMismatch],
            [Told, Notified],
            [new(Told, s_all, [Existence, Amount, Currency, State, Parent]), new(Notified, s_all, [Existence, Count, Amount, Currency, State, Order, Parent])],
            NotificationRules.NotifiedAsTold
        ),
        new(
            "notified-as-asked",
            "Each webhook names the amount and the currency of the request that began its payment.",
            [AmountMismatch],
            [Asked, Told, Notified],
            [new(Asked, s_all, [Amount, Currency]), new(Notified, s_all, [Amount, Currency])],
            NotificationRules.NotifiedAsAsked
        ),
        new(
            "notified-as-booked",
            "Each booked operation has a webhook, which changes the totals of its payment by just this operation; no other webhook changes them.",
            [Unnotified, Phantom, AmountMismatch],
            [Booked, Notified],
            [
                new(Booked, s_money, [Existence, Amount, Currency, Order, Reference, Parent]),
                new(Booked, s_noMoney, [Existence]),
                new(Notified, s_money, [Existence, Count, Amount, Currency, State, Order, Reference, Parent]),
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
                new(Booked, s_money, [Existence, Count, Amount, Currency, Order, Reference, Parent, LedgerSides]),
                new(Stored, s_money, [Existence, Count, Amount, Currency, Order, Reference, Parent, LedgerSides]),
            ],
            StoredRules.StoredAsBooked
        ),
        new(
            "stored-payments-as-told",
            "The database has each payment that the client was told of, once, with the last state and currency, and no other.",
            [Lost, StateMismatch, AmountMismatch, Phantom, Duplicated],
            [Told, Stored],
            [new(Stored, s_all, [Existence, Count, Currency, State, Order, Reference]), new(Told, s_all, [Existence, State, Currency, Parent])],
            StoredRules.StoredPaymentsAsTold
        ),
        new(
            "stored-payments-add-up",
            "The totals of each payment in the database equal the sums of its ledger entries there.",
            [AmountMismatch],
            [Stored],
            [new(Stored, s_all, [Amount]), new(Stored, s_money, [Existence, Count, Parent])],
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
            "charged-once",
            "The acquirer carried out each operation and each reversal once.",
            [DoubleCharge],
            [Charged],
            [new(Charged, s_money, [Existence, Count])],
            ChargeRules.ChargedOnce
        ),
        new(
            "charged-is-booked",
            "Each charge is in the books or was reversed.",
            [UnbookedCharge, DoubleCharge],
            [Booked, Charged],
            [
                new(Charged, s_money, [Existence, Order, Reference, Parent]),
                new(Charged, s_noMoney, [Existence]),
                new(Booked, s_money, [Existence, Order, Reference]),
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
                new(Charged, s_money, [Existence, Amount, Currency, Order, Reference]),
                new(Booked, s_money, [Existence, Count, Amount, Currency, Order, Reference]),
            ],
            ChargeRules.BookedIsCharged
        ),
        new(
            "charged-on-its-payment",
            "The acquirer carried out each capture, void and refund on the authorisation or sale of the same payment.",
            [ParentMismatch],
            [Booked, Charged],
            [new(Charged, s_money, [Existence, Parent, Reference]), new(Booked, s_money, [Existence, Parent, Reference])],
            ChargeRules.ChargedOnItsPayment
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
            Charged => "the acquirer's book",
            _ => "the database's replica",
        };

    public static IReadOnlyList<Silence> Silences { get; } =
    [
        new(new(Asked, s_all, [Merchant]), "A run has one merchant, whose key signs every request; the journal does not repeat it."),
        new(new(Asked, s_all, [State]), "A request names no state."),
        new(new(Asked, s_all, [LedgerSides]), "A request has no ledger sides."),
        new(new(Told, s_all, [Merchant]), "The API's answers do not name the merchant; the database does."),
        new(new(Told, s_all, [LedgerSides]), "An answer has no ledger sides."),
        new(new(Shown, s_all, [Count]), "The harness asks for each payment; reading one twice says the same twice."),
        new(new(Shown, s_all, [Merchant]), "The API shows a merchant only its own payments; a payment under another merchant is not shown."),
        new(new(Shown, s_all, [Parent]), "A payment acts on nothing."),
        new(new(Shown, s_all, [LedgerSides]), "A payment has totals; the sides are in the ledger."),
        new(new(Notified, s_all, [Merchant]), "A webhook goes to the endpoint of its merchant and is signed with its secret; the harness refuses any other."),
        new(new(Notified, s_all, [LedgerSides]), "A webhook has totals; the sides are in the ledger."),
        new(new(Booked, s_all, [Merchant]), "The API shows a merchant only its own ledger; what is booked under another merchant is lost here."),
        new(new(Booked, s_all, [State]), "A ledger entry has no state; the payment has."),
        new(
            new(Booked, s_noMoney, [Count, Amount, Currency, Order, Reference, Parent, LedgerSides]),
            "Nothing may be booked: any entry is a phantom, whatever it says."
        ),
        new(new(Stored, s_noMoney, [Parent, LedgerSides]), "A declined or waiting payment has no ledger entries; any is found against the API's ledger."),
        new(new(Charged, s_all, [Merchant]), "The acquirer knows the PSP, not its merchants."),
        new(new(Charged, s_all, [State]), "The acquirer knows operations; the state of the payment is the PSP's."),
        new(new(Charged, s_all, [LedgerSides]), "The acquirer's book has one side."),
        new(new(Charged, s_noMoney, [Count, Amount, Currency, Order, Reference, Parent]), "Nothing may be charged: any charge is unbooked, whatever it says."),
        new(new(Replica, s_all, Enum.GetValues<Aspect>()), "Not judged by order: all tables of primary and replica are compared by checksum after the run."),
    ];
}
