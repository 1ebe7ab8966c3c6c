using System.Globalization;

namespace PspLoad.Benchmarks.Payments;

/// <summary>The commands <c>payments flow</c>, <c>payments reconcile</c> and <c>payments webhooks</c>.</summary>
internal static class PaymentBenchmarks
{
    /// <returns>the report; null if the arguments are invalid</returns>
    public static async Task<string?> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        switch (arguments)
        {
            case [PaymentStub.Command]:
                PaymentStub.Run();
                return "";
            case ["flow"]:
                return await FlowCost.RunAsync(seconds: 8, rounds: 3, cancellationToken);
            case ["reconcile"]:
                return await ReconciliationCost.RunAsync(1_000_000, cancellationToken);
            case ["reconcile", var operations] when int.TryParse(operations, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0:
                return await ReconciliationCost.RunAsync(count, cancellationToken);
            case ["webhooks"]:
                return await WebhookCost.RunAsync(100_000, cancellationToken);
            default:
                return null;
        }
    }
}
