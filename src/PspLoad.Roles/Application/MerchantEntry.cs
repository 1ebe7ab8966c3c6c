namespace PspLoad.Roles.Application;

/// <summary>A merchant in the application's <c>MERCHANTS_FILE</c>.</summary>
/// <param name="Name">name in logs</param>
/// <param name="Key">key for authentication</param>
/// <param name="Secret">signing secret</param>
/// <param name="WebhookUrl">receives its webhooks; null: it has none</param>
/// <param name="WebhookSecret">signs its webhooks; null without a URL</param>
internal sealed record MerchantEntry(string Name, string Key, string Secret, Uri? WebhookUrl, string? WebhookSecret);
