namespace PspLoad.Payments.Journal;

/// <summary>Names of a journal's segments.</summary>
internal static class JournalFiles
{
    private const string Extension = ".journal";

    public static string Name(int number) => $"{number:D6}{Extension}";

    /// <summary>Paths in the order of writing; empty when there is no journal.</summary>
    public static IReadOnlyList<string> In(string folder) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateFiles(folder, $"*{Extension}").Order(StringComparer.Ordinal)] : [];
}
