namespace PspLoad.ReferencePsp.Api.Contracts;

/// <summary>A page of the books. <paramref name="Cursor"/> goes on after the last entry, also later, when there is more: nothing is skipped.</summary>
public sealed record LedgerPage(IReadOnlyList<LedgerEntryResponse> Data, string Cursor, bool HasMore);
