namespace PspLoad.Lab.Access;

/// <summary>The lab's lines of an OpenSSH known_hosts file (sshd(8)); lines of other hosts stay as they are.</summary>
internal static class KnownHostsText
{
    /// <param name="current">the file's text, or empty</param>
    /// <param name="pins">host name → its further names (address, published endpoint) and its key (<c>type base64</c>)</param>
    /// <returns>the file's new text: every pinned host has exactly one line</returns>
    public static string Pin(string current, IReadOnlyDictionary<string, (IReadOnlyList<string> Aliases, string Key)> pins) =>
        Unpin(current, [.. pins.Keys]) + string.Concat(pins.Select(pin => $"{string.Join(',', pin.Value.Aliases.Prepend(pin.Key))} {pin.Value.Key}\n"));

    /// <returns>the text without the lines of these hosts</returns>
    public static string Unpin(string current, IReadOnlyCollection<string> hosts) =>
        string.Concat(current.Split('\n').Where(line => line.Length > 0 && !hosts.Contains(line.Split(' ')[0].Split(',')[0])).Select(line => line + "\n"));
}
