namespace PspLoad.Payments.Books;

/// <summary>A page of the PSP's books.</summary>
/// <param name="Data">entries in the order of the books</param>
/// <param name="Cursor">goes on after the last entry</param>
/// <param name="HasMore">there are more entries now</param>
internal sealed record LedgerPage(IReadOnlyList<LedgerEntry> Data, string Cursor, bool HasMore);
