namespace PspLoad.Payments.Journal;

/// <summary>The file names of a journal's segments.</summary>
internal static class JournalFiles
{
    private const string Extension = ".journal";

    /// <param name="number">the first segment is 0</param>
    public static string Name(int number) => $"{number:D6}{Extension}";

    /// <returns>paths in the order of writing; empty when there is no journal</returns>
    public static IReadOnlyList<string> In(string folder)
    {
        if (!Directory.Exists(folder))
            return [];
        var files = Directory.GetFiles(folder, $"*{Extension}");
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }
}
