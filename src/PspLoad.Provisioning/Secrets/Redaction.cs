namespace PspLoad.Provisioning.Secrets;

/// <summary>Determines which text to redact for a set of secrets.</summary>
internal static class Redaction
{
    public const string Mark = "[redacted]";

    /// <summary>Minimum length. Shorter strings also occur in text that is not secret.</summary>
    private const int Shortest = 8;

    /// <summary>Minimum length of a line. Diffs and logs show text line by line, and each line of a PEM body reveals a part of the key.</summary>
    private const int ShortestLine = 16;

    /// <returns>strings to redact, longest first, so that a secret that contains another one is replaced as a whole</returns>
    public static string[] Telling(IEnumerable<string> secrets) =>
        [
            .. secrets
                .SelectMany(secret => SecretLines(secret).Append(secret))
                .Where(text => text.Length >= Shortest)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(text => text.Length),
        ];

    /// <summary>Skips certificates and revocation lists, which are public even when they are stored beside a key.</summary>
    private static IEnumerable<string> SecretLines(string secret)
    {
        var lines = secret.Split('\n');
        if (lines.Length == 1)
            yield break;
        var isPublic = false;
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line.StartsWith("-----", StringComparison.Ordinal))
                isPublic = line.StartsWith("-----BEGIN ", StringComparison.Ordinal) && !line.Contains("PRIVATE KEY", StringComparison.Ordinal);
            else if (!isPublic && line.Length >= ShortestLine)
                yield return line;
        }
    }
}
