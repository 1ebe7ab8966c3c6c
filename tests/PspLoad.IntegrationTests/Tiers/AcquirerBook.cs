using System.Text.Json;

namespace PspLoad.IntegrationTests.Tiers;

/// <summary>The charges in the acquirer's own book.</summary>
internal static class AcquirerBook
{
    private const string Read = """
        printf 'header = "Authorization: Bearer %s"\n' "$(cat /etc/pspload/acquirer/admin-token)" |
            curl -sf --cacert /etc/pspload/tls/trust.pem -K - https://outside.psp.test:8091/admin/book
        """;

    /// <returns>order number → how often it was charged</returns>
    public static async Task<IReadOnlyDictionary<string, int>> ChargesAsync(TierFleet fleet)
    {
        var charges = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in (await fleet.OnHostAsync("outside", Read)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var entry = JsonDocument.Parse(line);
            if (entry.RootElement.GetProperty("operation").GetString() == "sale" && entry.RootElement.GetProperty("orderId").GetString() is { } order)
                charges[order] = charges.GetValueOrDefault(order) + entry.RootElement.GetProperty("charges").GetInt32();
        }
        return charges;
    }
}
