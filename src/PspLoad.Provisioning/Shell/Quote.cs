namespace PspLoad.Provisioning.Shell;

/// <summary>A word for a POSIX shell, whatever it holds.</summary>
internal static class Quote
{
    public static string Word(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    public static string Words(IEnumerable<string> texts) => string.Join(' ', texts.Select(Word));
}
