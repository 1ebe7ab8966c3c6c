namespace PspLoad.ReferencePsp.Payments;

/// <summary>The names of states, kinds and messages in the database, in the API and in metrics.</summary>
public static class StateNames
{
    private static readonly string[] s_paymentStatuses =
    [
        "created",
        "requires_action",
        "authorized",
        "partially_captured",
        "captured",
        "partially_refunded",
        "refunded",
        "voided",
        "declined",
        "failed",
        "charged_back",
    ];

    public static string Name(this PaymentStatus status) => s_paymentStatuses[(int)status];

    /// <exception cref="FormatException">unknown name</exception>
    public static PaymentStatus ParsePaymentStatus(string name)
    {
        var index = Array.IndexOf(s_paymentStatuses, name);
        return index >= 0 ? (PaymentStatus)index : throw new FormatException($"no payment status is called '{name}'");
    }

    public static string Name(this CaptureMode mode) => mode == CaptureMode.Automatic ? "automatic" : "manual";

    public static string Name(this OperationKind kind) =>
        kind switch
        {
            OperationKind.Token => "token",
            OperationKind.Payment => "payment",
            OperationKind.Authentication => "authentication",
            OperationKind.Capture => "capture",
            OperationKind.Void => "void",
            OperationKind.Refund => "refund",
            _ => "chargeback",
        };

    public static string Name(this AcquirerMessage message) =>
        message switch
        {
            AcquirerMessage.Authorize => "authorize",
            AcquirerMessage.Sale => "sale",
            AcquirerMessage.Capture => "capture",
            AcquirerMessage.Void => "void",
            AcquirerMessage.Refund => "refund",
            _ => "none",
        };

    public static string Name(this OperationStatus status) =>
        status switch
        {
            OperationStatus.Pending => "pending",
            OperationStatus.Succeeded => "succeeded",
            OperationStatus.Declined => "declined",
            _ => "failed",
        };
}
