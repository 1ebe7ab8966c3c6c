namespace PspLoad.Provisioning.Journal;

/// <summary>Verifies a journal's chain of hashes.</summary>
public static class AuditChain
{
    /// <summary>SHA-256 of a line in hexadecimal. The next line contains it, and it can be compared with a copy kept elsewhere.</summary>
    public static string HashOf(string line) => AuditJournal.HashOf(line);

    /// <returns>null if the chain is intact, else the first line (1-based) that does not follow from the previous one</returns>
    public static AuditBreak? FindBreak(IEnumerable<string> lines)
    {
        var previous = AuditJournal.Genesis;
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            AuditEntry? entry;
            try
            {
                entry = System.Text.Json.JsonSerializer.Deserialize(line, JournalJson.Default.AuditEntry);
            }
            catch (System.Text.Json.JsonException invalid)
            {
                return new AuditBreak(number, $"is not an entry: {invalid.Message}");
            }
            if (entry?.Previous != previous)
                return new AuditBreak(number, "does not follow from the previous line: a line was altered, removed or inserted");
            previous = AuditJournal.HashOf(line);
        }
        return null;
    }
}
