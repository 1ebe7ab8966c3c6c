using System.Buffers.Binary;
using System.Text;
using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Ssh.HostKeys;

/// <summary>A known_hosts file in OpenSSH's format. It pins the public key of each host.</summary>
internal sealed class KnownHosts(string file, IReadOnlyList<KnownHostsEntry> entries)
{
    public string File => file;

    /// <exception cref="OperationFailedException">the file is missing or has invalid lines; the message lists all of them</exception>
    public static KnownHosts Load(string file)
    {
        try
        {
            return Parse(file, System.IO.File.ReadAllLines(file));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file}: cannot read the pinned host keys: {e.Message}",
                "give ssh.knownHosts the file that pins them (ssh-keyscan, then compare the fingerprints)",
                e
            );
        }
    }

    /// <inheritdoc cref="Load"/>
    public static KnownHosts Parse(string file, IReadOnlyList<string> lines)
    {
        var entries = new List<KnownHostsEntry>();
        var errors = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line[0] == '#')
                continue;
            try
            {
                entries.Add(ParseLine(i + 1, line));
            }
            catch (FormatException e)
            {
                errors.Add($"{file}:{i + 1}: {e.Message}");
            }
        }

        return errors.Count == 0
            ? new KnownHosts(file, entries)
            : throw new OperationFailedException(ExitCode.InvalidUsage, string.Join('\n', errors), "expected: [@marker] hosts key-type base64-key [comment]");
    }

    /// <summary>Returns the pins of a host. Looks up entries by name first, and by address only if no entry matches a name.</summary>
    public HostPins PinsOf(string host, IReadOnlyList<string> names, IReadOnlyList<string> addresses)
    {
        var byName = entries.Where(entry => names.Any(entry.Hosts.Matches)).ToList();
        var byAddress = entries.Where(entry => addresses.Any(entry.Hosts.Matches)).ToList();
        var revoked = byName.Union(byAddress).Where(entry => entry.Marker == KnownHostsMarker.Revoked).ToList();
        var listed = (byName.Exists(entry => entry.Marker != KnownHostsMarker.Revoked) ? byName : byAddress)
            .Where(entry => entry.Marker != KnownHostsMarker.Revoked)
            .ToList();
        return new HostPins(host, file, listed, revoked);
    }

    private static KnownHostsEntry ParseLine(int number, string line)
    {
        var fields = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var marker = KnownHostsMarker.None;
        if (fields[0][0] == '@')
        {
            marker = fields[0] switch
            {
                "@revoked" => KnownHostsMarker.Revoked,
                "@cert-authority" => KnownHostsMarker.CertAuthority,
                var other => throw new FormatException($"unknown marker '{other}'; @revoked and @cert-authority exist"),
            };
            fields = fields[1..];
        }
        if (fields.Length < 3)
            throw new FormatException("host, key type and key are needed");

        var key = new byte[fields[2].Length];
        if (!Convert.TryFromBase64String(fields[2], key, out var length))
            throw new FormatException("the key is not base64");
        Array.Resize(ref key, length);
        if (TypeOf(key) != fields[1])
            throw new FormatException($"the key is not of the type '{fields[1]}' that the line names");
        return new KnownHostsEntry(number, marker, HostPatterns.Parse(fields[0]), fields[1], key);
    }

    private static string? TypeOf(ReadOnlySpan<byte> key) =>
        key.Length >= 4 && BinaryPrimitives.ReadUInt32BigEndian(key) is var length && length <= key.Length - 4
            ? Encoding.ASCII.GetString(key.Slice(4, (int)length))
            : null;
}
