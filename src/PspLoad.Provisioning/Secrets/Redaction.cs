namespace PspLoad.Provisioning.Secrets;

/// <summary>What must not be seen of a secret.</summary>
internal static class Redaction
{
    public const string Mark = "[redacted]";

    /// <summary>Shorter text is found in what is no secret.</summary>
    private const int Shortest = 8;

    /// <summary>A diff or a log shows text line by line: each line of a PEM body tells a part of the key.</summary>
    private const int ShortestLine = 16;

    /// <returns>longest first, so that a secret that contains another one is replaced whole</returns>
    public static string[] Telling(IEnumerable<string> secrets) =>
        [
            .. secrets
                .SelectMany(secret => SecretLines(secret).Append(secret))
                .Where(text => text.Length >= Shortest)
                .Distinct(StringComparer.Ordinal)
                .OrderByDescending(text => text.Length),
        ];

    /// <summary>Certificates and revocation lists are public, also where they are kept beside a key.</summary>
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
