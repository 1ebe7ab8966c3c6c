using System.Security.Cryptography;
using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Secrets;

/// <summary>
/// An environment's secrets. Each one is generated once and kept in one sealed file. Processes that use the file at the same time see each
/// other's secrets. The store can redact all its values from text.
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

    /// <param name="file">sealed file; created by the first <see cref="GetOrCreate"/></param>
    /// <param name="clock">limits the wait for another process; null uses the system's</param>
    /// <exception cref="OperationFailedException">the file is damaged or the passphrase is wrong</exception>
    public static SecretStore Open(string file, SecretKey secretKey, TimeProvider? clock = null) =>
        new(new SealedFile(file, secretKey, clock ?? TimeProvider.System));

    /// <summary>Returns the secret with this name. If there is none, generates one and stores it first.</summary>
    /// <param name="name"><c>role/what</c></param>
    /// <param name="generate">generates the value</param>
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

    /// <summary>Stores a new value under a name, then returns it.</summary>
    public string Replace(string name, string value)
    {
        lock (_gate)
        {
            Update(current => current[name] = value);
            return value;
        }
    }

    /// <summary>Returns a random password of letters and digits with 186 bits of entropy.</summary>
    public string Password(string name) =>
        GetOrCreate(name, () => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 32));

    /// <summary>
    /// Redacts every secret of eight or more characters in a text. For a secret with several lines, such as a
    /// private key, also redacts each line.
    /// </summary>
    public string Redact(string text)
    {
        lock (_gate)
        {
            foreach (var secret in _telling)
                text = text.Replace(secret, Redaction.Mark, StringComparison.Ordinal);
            return text;
        }
    }

    /// <summary>Reads what other processes have added since. If two processes create the same secret, the first value written is kept.</summary>
    private void Update(Action<SortedDictionary<string, string>> change)
    {
        _values = _file.Update(change);
        _telling = Redaction.Telling(_values.Values);
    }
}
