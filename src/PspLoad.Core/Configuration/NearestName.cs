namespace PspLoad.Core.Configuration;

/// <summary>Finds the known name that an unknown name was probably meant to be.</summary>
public static class NearestName
{
    private const int LongestName = 64;

    /// <returns>the known name at the smallest edit distance, or null if none is near (more than one edit in three characters)</returns>
    public static string? Of(string name, IEnumerable<string> known)
    {
        if (name.Length is 0 or > LongestName)
            return null;

        var written = Normalized(name);
        return known
            .Select(candidate => (candidate, distance: Distance(written, Normalized(candidate))))
            .Where(pair => pair.distance <= Math.Max(1, Math.Min(name.Length, pair.candidate.Length) / 3))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault();
    }

    /// <returns>a remedy: "did you mean 'address'?", or all names if none is near</returns>
    public static string Suggestion(string name, IReadOnlyCollection<string> known) =>
        Of(name, known) is { } nearest ? $"did you mean '{nearest}'?"
        : known.Count > 0 ? $"known here: {string.Join(", ", known)}"
        : "none is known here: remove it";

    // key_file, keyfile and KeyFile all mean keyFile.
    private static string Normalized(string name) => string.Concat(name.Where(character => character is not ('_' or '-' or ' ')).Select(char.ToLowerInvariant));

    // Optimal string alignment: insert, delete, replace, swap two neighbours (Damerau 1964).
    private static int Distance(string a, string b)
    {
        var distance = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            distance[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            distance[0, j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = distance[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                var best = Math.Min(replaced, Math.Min(distance[i - 1, j], distance[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    best = Math.Min(best, distance[i - 2, j - 2] + 1);
                distance[i, j] = best;
            }
        }

        return distance[a.Length, b.Length];
    }
}
