namespace PspLoad.Payments.Stories;

/// <summary>One thing that is known of an order, from one of the witnesses: the client's journal, the PSP's books, the acquirer's book.</summary>
/// <param name="OrderId">the client's name for the order; unique in the run and known to every witness</param>
/// <param name="At">microseconds since 1970, UTC, by the witness's clock</param>
public abstract record StoryRecord(string OrderId, long At);
