namespace PspLoad.ReferencePsp.Webhooks;

/// <summary>An event to deliver.</summary>
/// <param name="Id">the same for every attempt; receivers use it to drop duplicates</param>
/// <param name="MerchantId">receiver</param>
/// <param name="Payload">the body</param>
/// <param name="Attempt">1 is the first</param>
public sealed record WebhookEvent(Guid Id, ushort MerchantId, byte[] Payload, int Attempt);
