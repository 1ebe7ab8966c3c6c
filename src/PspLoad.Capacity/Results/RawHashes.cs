using System.Security.Cryptography;
using PspLoad.Core.Results;

namespace PspLoad.Capacity.Results;

/// <summary>Hashes that prove which raw data a result was computed from.</summary>
public static class RawHashes
{
    private static readonly string[] s_raw = [ResultFiles.Run, ResultFiles.Intervals, ResultFiles.Latencies, ResultFiles.Hosts, ResultFiles.Violations];

    /// <returns>path relative to the folder → SHA-256 in lower-case hex, sorted by path</returns>
    public static IReadOnlyDictionary<string, string> Of(string folder)
    {
        var hashes = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => s_raw.Contains(Path.GetFileName(file))))
        {
            using var stream = File.OpenRead(file);
            hashes[Path.GetRelativePath(folder, file)] = Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        return hashes;
    }
}
