using System.Security.Cryptography;
using System.Text;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>The files that both engines put on every host: text of 1 to 4 KiB each, the same in every run.</summary>
internal static class BenchmarkFiles
{
    /// <summary>Their directory on a host.</summary>
    public const string Target = "/etc/pspload-benchmark";

    public const string Mode = "0640";
    public const string Group = "adm";

    private const int Seed = 30;

    /// <summary>Writes the files into an empty folder.</summary>
    public static void Write(string folder, int count)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        var random = new Random(Seed);
        for (var index = 0; index < count; index++)
            File.WriteAllText(Path.Combine(folder, $"{index:D2}.conf"), Text(random));
    }

    /// <summary>The files in the order of application.</summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal);

    /// <returns>what <see cref="ListScript"/> prints if every file is as declared</returns>
    public static string Expected(string folder) =>
        string.Join(
            '\n',
            In(folder).Select(file => $"{Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)))} {Path.GetFileName(file)} {Mode[1..]} root {Group}")
        );

    /// <summary>Prints name, content hash and rights of the files on the host.</summary>
    public static string ListScript =>
        $"""cd {Target} && for file in *; do sum=$(sha256sum <"$file"); echo "$(echo "$sum" | cut -d' ' -f1) $file $(stat -c '%a %U %G' "$file")"; done""";

    private static string Text(Random random)
    {
        var text = new StringBuilder();
        var length = random.Next(1024, 4096);
        while (text.Length < length)
            text.Append($"setting_{random.Next(1000)} = {random.Next()}\n");
        return text.ToString();
    }
}
