using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace PspLoad.Provisioning.Ssh.HostKeys;

/// <summary>
/// The first field of a known_hosts line: a hashed name (<c>|1|salt|hash</c>), or comma-separated names. In names <c>*</c> and <c>?</c> are
/// wildcards and a leading <c>!</c> excludes. A name with a port is written <c>[name]:port</c>.
/// </summary>
internal sealed class HostPatterns
{
    private readonly string[] _patterns;
    private readonly byte[]? _salt;
    private readonly byte[]? _hash;

    private HostPatterns(string[] patterns, byte[]? salt, byte[]? hash) => (_patterns, _salt, _hash) = (patterns, salt, hash);

    /// <exception cref="FormatException">the field is not a list of hosts; the message says why</exception>
    public static HostPatterns Parse(string field)
    {
        if (!field.StartsWith('|'))
        {
            var patterns = field.Split(',');
            return patterns.Any(pattern => pattern is "" or "!") ? throw new FormatException("an empty host name") : new(patterns, null, null);
        }

        var parts = field.Split('|');
        if (parts is not ["", "1", var salt, var hash])
            throw new FormatException("a hashed host is |1|salt|hash");
        try
        {
            return new([], Convert.FromBase64String(salt), Convert.FromBase64String(hash));
        }
        catch (FormatException e)
        {
            throw new FormatException("salt and hash of a hashed host are base64", e);
        }
    }

    public bool Matches(string name)
    {
        name = name.ToLowerInvariant();
        if (_salt is not null)
        {
#pragma warning disable CA5350 // SHA-1 is what the file format says; it hides names, it does not protect keys.
            return CryptographicOperations.FixedTimeEquals(HMACSHA1.HashData(_salt, Encoding.UTF8.GetBytes(name)), _hash);
#pragma warning restore CA5350
        }

        var matches = false;
        foreach (var pattern in _patterns)
        {
            var excluded = pattern[0] == '!';
            if (!FileSystemName.MatchesSimpleExpression(excluded ? pattern.AsSpan(1) : pattern, name))
                continue;
            if (excluded)
                return false;
            matches = true;
        }
        return matches;
    }
}
