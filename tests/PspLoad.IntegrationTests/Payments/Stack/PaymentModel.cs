namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>The contract's state machine, implemented again for the tests: the expected answer to each operation.</summary>
internal sealed class PaymentModel(string id, string status, long amount, bool manual)
{
    public string Id { get; } = id;

    public string Status { get; private set; } = status;

    public long Amount { get; } = amount;

    public long Authorized { get; private set; } = status is "authorized" or "captured" ? amount : 0;

    public long Captured { get; private set; } = status == "captured" ? amount : 0;

    public long Refunded { get; private set; }

    /// <summary>Applies the operation and returns the expected HTTP status.</summary>
    public int Apply(string operation, long? amount)
    {
        switch (operation, Status)
        {
            case ("authenticate", "requires_action"):
                (Status, Authorized, Captured) = manual ? ("authorized", Amount, 0) : ("captured", Amount, Amount);
                return 200;
            case ("void", "requires_action" or "authorized"):
                Status = "voided";
                return 200;
            case ("capture", "authorized" or "partially_captured"):
                var capture = amount ?? Authorized - Captured;
                if (capture > Authorized - Captured)
                    return 422;
                Captured += capture;
                Status = Captured == Authorized ? "captured" : "partially_captured";
                return 200;
            case ("refunds", "partially_captured" or "captured" or "partially_refunded"):
                var refund = amount ?? Captured - Refunded;
                if (refund > Captured - Refunded)
                    return 422;
                Refunded += refund;
                Status = Refunded == Captured ? "refunded" : "partially_refunded";
                return 201;
            default:
                return 409;
        }
    }
}
