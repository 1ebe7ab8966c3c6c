namespace PspLoad.ReferencePsp.Webhooks;

/// <summary>An event that has to be told.</summary>
/// <param name="Id">the same for every attempt: receivers dedupe by it</param>
/// <param name="MerchantId">whom to tell</param>
/// <param name="Payload">the body</param>
/// <param name="Attempt">1 is the first</param>
public sealed record WebhookEvent(Guid Id, ushort MerchantId, byte[] Payload, int Attempt);
