using static PspLoad.Payments.Judging.Aspect;
using static PspLoad.Payments.Judging.Subject;
using static PspLoad.Payments.Judging.Witness;

namespace PspLoad.Payments.Judging;

/// <summary>The cells without a rule.</summary>
internal static class JudgeSilences
{
    private static readonly Subject[] s_all = SubjectGroups.All,
        s_asked = SubjectGroups.Asked,
        s_noMoney = SubjectGroups.NoMoney,
        s_notSettled = SubjectGroups.NotSettled;

    private static readonly Aspect[] s_aspects = Enum.GetValues<Aspect>();

    public static IReadOnlyList<Silence> All { get; } =
    [
        new(new(Asked, s_asked, [Merchant]), "A run has one merchant, whose key signs every request; the journal does not repeat it."),
        new(new(Asked, s_asked, [State]), "A request names no state."),
        new(new(Asked, s_asked, [LedgerSides]), "A request has no ledger sides."),
        new(new(Told, s_asked, [Merchant]), "The API's answers do not name the merchant; the database does."),
        new(new(Told, s_asked, [LedgerSides]), "An answer has no ledger sides."),
        new(new(Told, s_asked, [Card]), "An answer repeats the card of its payment, which is shown."),
        new(new(Asked, [Chargeback], s_aspects), "Nobody asks for a chargeback: the cardholder's bank starts it."),
        new(new(Told, [Chargeback], s_aspects), "No answer is about a chargeback; the acquirer, the books and the payment tell of it."),
        new(new(Shown, s_all, [Count]), "The harness asks for each payment; reading one twice says the same twice."),
        new(new(Shown, s_all, [Merchant]), "The API shows a merchant only its own payments; a payment under another merchant is not shown."),
        new(new(Shown, s_all, [Parent]), "A payment acts on nothing."),
        new(new(Shown, s_all, [LedgerSides]), "A payment has totals; the sides are in the ledger."),
        new(new(Notified, s_all, [Merchant]), "A webhook goes to the endpoint of its merchant and is signed with its secret; the harness refuses any other."),
        new(new(Notified, s_all, [Card]), "A webhook repeats the card of its payment, which is shown."),
        new(new(Notified, s_all, [LedgerSides]), "A webhook has totals; the sides are in the ledger."),
        new(new(Booked, s_all, [Merchant]), "The API shows a merchant only its own ledger; what is booked under another merchant is lost here."),
        new(new(Booked, s_all, [State]), "A ledger entry has no state; the payment has."),
        new(new(Booked, s_all, [Card]), "A ledger entry names no card; its payment does."),
        new(
            new(Booked, s_noMoney, [Count, Amount, Currency, Order, Reference, Parent, LedgerSides]),
            "Nothing may be booked: any entry is a phantom, whatever it says."
        ),
        new(new(Stored, s_noMoney, [Parent, LedgerSides]), "A declined or waiting payment has no ledger entries; any is found against the API's ledger."),
        new(new(Settled, s_all, [Merchant]), "A settlement file has one merchant; the API gives a merchant only its own."),
        new(new(Settled, s_all, [State]), "The files have operations; the state is the payment's."),
        new(new(Settled, s_all, [Card]), "A line names no card; its payment does."),
        new(new(Settled, s_all, [LedgerSides]), "A line has one amount; the sides are in the ledger."),
        new(
            new(Settled, s_notSettled, [Count, Amount, Currency, Order, Reference, Parent]),
            "Nothing is owed, so nothing may be settled: any line is an error, whatever it says."
        ),
        new(new(Charged, s_all, [Merchant]), "The acquirer knows the PSP, not its merchants."),
        new(new(Charged, s_all, [State]), "The acquirer knows operations; the state of the payment is the PSP's."),
        new(new(Charged, s_all, [LedgerSides]), "The acquirer's book has one side."),
        new(new(Charged, s_noMoney, [Count, Amount, Currency, Order, Reference, Parent]), "Nothing may be charged: any charge is unbooked, whatever it says."),
        new(new(Replica, s_all, s_aspects), "Not judged by order: all tables of primary and replica are compared by checksum after the run."),
    ];
}
