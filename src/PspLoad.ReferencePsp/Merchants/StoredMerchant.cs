namespace PspLoad.ReferencePsp.Merchants;

/// <summary>A row of the table of merchants. It stays when a merchant loses access: its payments still end, and its webhooks are still sent.</summary>
/// <param name="Id">the same on every node</param>
/// <param name="Name">as in the file</param>
/// <param name="WebhookUrl">null: no webhooks</param>
/// <param name="WebhookSecret">HMAC key; empty: none</param>
public sealed record StoredMerchant(ushort Id, string Name, Uri? WebhookUrl, byte[] WebhookSecret);
