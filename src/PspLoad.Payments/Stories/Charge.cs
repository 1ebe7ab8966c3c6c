namespace PspLoad.Payments.Stories;

/// <summary>An operation in the acquirer's book that took place.</summary>
/// <param name="OrderId"><inheritdoc cref="StoryRecord" path="/param[@name='OrderId']"/></param>
/// <param name="At">microseconds since 1970, UTC, by the acquirer's clock</param>
/// <param name="Reference">the PSP's name for it</param>
/// <param name="Parent">the authorisation or sale that it acts on; null for those</param>
/// <param name="Effect">what it did</param>
/// <param name="Amount">minor units</param>
/// <param name="Currency">ISO 4217; null for a void of something that the acquirer never saw</param>
/// <param name="Times">how often it took place; anything above 1 is a double charge</param>
public sealed record Charge(string OrderId, long At, string Reference, string? Parent, Effect Effect, long Amount, string? Currency, int Times)
    : StoryRecord(OrderId, At);
