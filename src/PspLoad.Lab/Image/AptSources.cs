using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace PspLoad.Lab.Image;

/// <summary>This machine's package sources for the lab's Debian release. Hosts fetch packages from the same place as the machine.</summary>
/// <param name="Stanzas">deb822 stanzas and one-line entries, as on the machine; empty on a machine with another release</param>
/// <param name="Settings">apt's proxy and validity settings as <c>apt.conf</c> lines</param>
internal sealed partial record AptSources(IReadOnlyList<AptEntry> Stanzas, string Settings)
{
    private const string Release = "bookworm";
    private static readonly string[] s_carriedSettings = ["Acquire::http::Proxy", "Acquire::https::Proxy", "Acquire::Check-Valid-Until", "Acquire::Check-Date"];

    public static async Task<AptSources> ReadAsync(string etcApt, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(etcApt, "sources.list.d");
        var parts = Directory.Exists(folder) ? Directory.GetFiles(folder).Order(StringComparer.Ordinal) : Enumerable.Empty<string>();
        var main = Path.Combine(etcApt, "sources.list");
        var stanzas = new List<AptEntry>();
        foreach (var file in (File.Exists(main) ? parts.Prepend(main) : parts))
            stanzas.AddRange(Parse(file, await File.ReadAllTextAsync(file, cancellationToken)));
        return new AptSources(stanzas, await SettingsAsync(cancellationToken));
    }

    /// <returns>the entries with the release's component <c>main</c>, without those of other vendors</returns>
    internal static IEnumerable<AptEntry> Parse(string file, string text) =>
        Path.GetExtension(file) switch
        {
            ".list" => text.Split('\n')
                .Select(line => OneLine().Match(line.Trim()))
                .Where(match => match.Success && Serves(match.Groups["suite"].Value, match.Groups["components"].Value))
                .Select(match => new AptEntry(match.Value, Deb822: false, SignedBy: SignedByOption().Match(match.Value).Groups["keyring"].Value)),
            ".sources" => text.ReplaceLineEndings("\n")
                .Split("\n\n", StringSplitOptions.RemoveEmptyEntries)
                .Select(WithoutComments)
                .Where(stanza =>
                    Field(stanza, "Types").Contains("deb", StringComparison.Ordinal)
                    && !Field(stanza, "Enabled").Equals("no", StringComparison.OrdinalIgnoreCase)
                    && Serves(Field(stanza, "Suites"), Field(stanza, "Components"))
                )
                .Select(stanza => new AptEntry(stanza, Deb822: true, Field(stanza, "Signed-By"))),
            _ => [],
        };

    /// <returns>files of a build context: sources, settings, and keyrings that plain Debian does not have</returns>
    public Dictionary<string, byte[]> ContextFiles()
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        if (Stanzas.Count == 0)
            return files;
        Add("apt/sources.list.d/machine.sources", string.Join("\n\n", Stanzas.Where(stanza => stanza.Deb822).Select(stanza => stanza.Text)));
        Add("apt/sources.list.d/machine.list", string.Join('\n', Stanzas.Where(stanza => !stanza.Deb822).Select(stanza => stanza.Text)));
        Add("apt/apt.conf.d/90machine", Settings);
        foreach (
            var keyring in Stanzas
                .Select(stanza => stanza.SignedBy)
                .Distinct()
                .Where(path => path.StartsWith("/etc/apt/", StringComparison.Ordinal) && File.Exists(path))
        )
        {
            files[$"apt/{keyring["/etc/apt/".Length..]}"] = File.ReadAllBytes(keyring);
        }

        return files;

        void Add(string path, string text)
        {
            if (text.Length > 0)
                files[path] = Encoding.UTF8.GetBytes(text + "\n");
        }
    }

    private static bool Serves(string suites, string components) =>
        Words(components).Contains("main")
        && Words(suites).All(suite => suite is Release or $"{Release}-updates" or $"{Release}-security" or $"{Release}-backports");

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string WithoutComments(string stanza) => string.Join('\n', stanza.Split('\n').Where(line => line.Length > 0 && !line.StartsWith('#')));

    private static string Field(string stanza, string name) =>
        stanza.Split('\n').FirstOrDefault(line => line.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";

    private static async Task<string> SettingsAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var dump = Process.Start(new ProcessStartInfo("apt-config", "dump") { RedirectStandardOutput = true, UseShellExecute = false })!;
            var lines = (await dump.StandardOutput.ReadToEndAsync(cancellationToken)).Split('\n');
            await dump.WaitForExitAsync(cancellationToken);
            return string.Join('\n', lines.Where(line => s_carriedSettings.Any(name => line.StartsWith($"{name} ", StringComparison.OrdinalIgnoreCase))));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return ""; // Not a Debian machine.
        }
    }

    [GeneratedRegex(@"^deb(?:\s+\[[^\]]*\])?\s+(?<uri>\S+)\s+(?<suite>\S+)\s+(?<components>[^#]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex OneLine();

    [GeneratedRegex(@"\[[^\]]*signed-by=(?<keyring>[^\]\s]+)", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignedByOption();
}

/// <summary>One entry of apt's package sources.</summary>
/// <param name="Text">text on the machine, without comments</param>
/// <param name="Deb822">true for a stanza of a <c>.sources</c> file, false for a line of a <c>.list</c></param>
/// <param name="SignedBy">path of the keyring; may be empty</param>
internal sealed record AptEntry(string Text, bool Deb822, string SignedBy);
