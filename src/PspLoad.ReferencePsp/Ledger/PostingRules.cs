using PspLoad.ReferencePsp.Payments;

namespace PspLoad.ReferencePsp.Ledger;

/// <summary>Derives the postings of a transition from the amounts before and after it. Pure; every result balances.</summary>
public static class PostingRules
{
    /// <returns>0, 2 or 4 postings</returns>
    public static IReadOnlyList<Posting> Between(Payment before, Payment after)
    {
        var hold = Held(after) - Held(before);
        var owed = Owed(after) - Owed(before);
        List<Posting> postings = new(4);
        Post(postings, Account.AcquirerAuthorized, Account.MerchantAuthorized, hold);
        Post(postings, Account.AcquirerReceivable, Account.MerchantPayable, owed);
        return postings;
    }

    private static long Owed(Payment payment) => payment.Captured - payment.Refunded - payment.ChargedBack;

    /// <summary>Authorised but not captured. A void releases this amount; so does the first refund, because no capture may follow a refund.</summary>
    private static long Held(Payment payment) =>
        payment.Status is PaymentStatus.Authorized or PaymentStatus.PartiallyCaptured ? payment.Authorized - payment.Captured : 0;

    private static void Post(List<Posting> postings, Account asset, Account liability, long amount)
    {
        if (amount > 0)
            postings.AddRange([new Posting(asset, amount, 0), new Posting(liability, 0, amount)]);
        if (amount < 0)
            postings.AddRange([new Posting(liability, -amount, 0), new Posting(asset, 0, -amount)]);
    }
}
