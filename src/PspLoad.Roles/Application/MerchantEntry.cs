namespace PspLoad.Roles.Application;

/// <summary>A merchant in the application's <c>MERCHANTS_FILE</c>.</summary>
/// <param name="Name">name in logs</param>
/// <param name="Key">key for authentication</param>
/// <param name="Secret">signing secret</param>
internal sealed record MerchantEntry(string Name, string Key, string Secret);
