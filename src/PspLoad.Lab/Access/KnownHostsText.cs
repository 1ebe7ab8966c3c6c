namespace PspLoad.Lab.Access;

/// <summary>Edits the lab's lines in an OpenSSH known_hosts file (sshd(8)). Lines of other hosts stay unchanged.</summary>
internal static class KnownHostsText
{
    /// <param name="current">the file's text; empty when there is no file</param>
    /// <param name="pins">host name → its other names (address, published endpoint) and its key (<c>type base64</c>)</param>
    /// <returns>the new text; it has exactly one line for every pinned host</returns>
    public static string Pin(string current, IReadOnlyDictionary<string, (IReadOnlyList<string> Aliases, string Key)> pins) =>
        Unpin(current, [.. pins.Keys]) + string.Concat(pins.Select(pin => $"{string.Join(',', pin.Value.Aliases.Prepend(pin.Key))} {pin.Value.Key}\n"));

    /// <returns>the text without the lines of these hosts</returns>
    public static string Unpin(string current, IReadOnlyCollection<string> hosts) =>
        string.Concat(current.Split('\n').Where(line => line.Length > 0 && !hosts.Contains(line.Split(' ')[0].Split(',')[0])).Select(line => line + "\n"));
}
