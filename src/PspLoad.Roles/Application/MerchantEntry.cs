namespace PspLoad.Roles.Application;

/// <summary>A merchant in the application's <c>MERCHANTS_FILE</c>.</summary>
/// <param name="Name">in logs</param>
/// <param name="Key">what it authenticates with</param>
/// <param name="Secret">what it signs with</param>
internal sealed record MerchantEntry(string Name, string Key, string Secret);
