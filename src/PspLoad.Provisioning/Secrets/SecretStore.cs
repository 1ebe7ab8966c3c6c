using System.Security.Cryptography;
using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Secrets;

/// <summary>
/// An environment's secrets: each generated once and kept in one sealed file. Two processes that use it at once see each other's.
/// Every value it hands out can be redacted from text.
/// </summary>
public sealed class SecretStore
{
    private readonly Lock _gate = new();
    private readonly SealedFile _file;
    private SortedDictionary<string, string> _values;
    private string[] _telling;

    private SecretStore(SealedFile file)
    {
        this._file = file;
        _values = file.Read();
        _telling = Redaction.Telling(_values.Values);
    }

    /// <param name="file">sealed file; made on the first <see cref="GetOrCreate"/></param>
    /// <param name="clock">bounds the wait for another process; null: the system's</param>
    /// <exception cref="OperationFailedException">the file is damaged or the passphrase is another one</exception>
    public static SecretStore Open(string file, SecretKey secretKey, TimeProvider? clock = null) =>
        new(new SealedFile(file, secretKey, clock ?? TimeProvider.System));

    /// <summary>The secret of that name, generated and kept before it is returned where there was none.</summary>
    /// <param name="name"><c>role/what</c></param>
    /// <param name="generate">makes the value</param>
    public string GetOrCreate(string name, Func<string> generate)
    {
        lock (_gate)
        {
            if (!_values.TryGetValue(name, out var value))
            {
                Update(current => current.TryAdd(name, generate()));
                value = _values[name];
            }
            return value;
        }
    }

    /// <summary>Keeps another value under a name before it is returned.</summary>
    public string Replace(string name, string value)
    {
        lock (_gate)
        {
            Update(current => current[name] = value);
            return value;
        }
    }

    /// <summary>A random password of letters and digits with 186 bits of entropy.</summary>
    public string Password(string name) =>
        GetOrCreate(name, () => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 32));

    /// <summary>Replaces every secret of eight characters or more that occurs in a text; of one with several lines, such as a private key,
    /// also each line.</summary>
    public string Redact(string text)
    {
        lock (_gate)
        {
            foreach (var secret in _telling)
                text = text.Replace(secret, Redaction.Mark, StringComparison.Ordinal);
            return text;
        }
    }

    /// <summary>What another process added since is read first, and its value is the one where both make the same secret.</summary>
    private void Update(Action<SortedDictionary<string, string>> change)
    {
        _values = _file.Update(change);
        _telling = Redaction.Telling(_values.Values);
    }
}
