using System.Security.Cryptography;
using System.Text.Json;
using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Secrets;

/// <summary>
/// An environment's secrets: each generated once and kept in one file, sealed with AES-256-GCM under a <see cref="SecretKey"/>. Every value it hands out can be redacted from text.
/// File: <c>PSPLOAD1</c> (8 bytes) · salt (16) · nonce (12) · tag (16) · sealed JSON object of name → value.
/// </summary>
public sealed class SecretStore
{
    private static readonly byte[] Magic = "PSPLOAD1"u8.ToArray();
    private readonly Lock gate = new();
    private readonly string file;
    private readonly byte[] salt;
    private readonly byte[] key;
    private readonly SortedDictionary<string, string> values;

    private SecretStore(string file, byte[] salt, byte[] key, SortedDictionary<string, string> values) =>
        (this.file, this.salt, this.key, this.values) = (file, salt, key, values);

    /// <param name="file">sealed file; made on the first <see cref="GetOrCreate"/></param>
    /// <exception cref="OperationFailedException">the file is damaged or the passphrase is another one</exception>
    public static SecretStore Open(string file, SecretKey secretKey)
    {
        if (!File.Exists(file))
        {
            var fresh = RandomNumberGenerator.GetBytes(16);
            return new SecretStore(file, fresh, secretKey.Derive(fresh), new(StringComparer.Ordinal));
        }
        var content = File.ReadAllBytes(file);
        if (content.Length < 52 || !content.AsSpan(0, 8).SequenceEqual(Magic))
            throw Unreadable(file, "it is not a secrets file");
        var storedSalt = content[8..24];
        var derived = secretKey.Derive(storedSalt);
        var plain = new byte[content.Length - 52];
        try
        {
            using var aes = new AesGcm(derived, 16);
            aes.Decrypt(content.AsSpan(24, 12), content.AsSpan(52), content.AsSpan(36, 16), plain, Magic);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Unreadable(file, "the passphrase or key file is another one than it was sealed with, or the file was altered");
        }
        return new SecretStore(file, storedSalt, derived, JsonSerializer.Deserialize(plain, SecretsJson.Default.SortedDictionaryStringString)!);
    }

    /// <summary>The secret of that name, generated and durably kept before it is returned where there was none.</summary>
    /// <param name="name"><c>role/what</c></param>
    /// <param name="generate">makes the value</param>
    public string GetOrCreate(string name, Func<string> generate)
    {
        lock (gate)
        {
            if (values.TryGetValue(name, out var known))
                return known;
            var made = generate();
            values[name] = made;
            Save();
            return made;
        }
    }

    /// <summary>Keeps another value under a name, durably before it is returned.</summary>
    public string Replace(string name, string value)
    {
        lock (gate)
        {
            values[name] = value;
            Save();
            return value;
        }
    }

    /// <summary>A random password of letters and digits with 190 bits of entropy.</summary>
    public string Password(string name) =>
        GetOrCreate(name, () => RandomNumberGenerator.GetString("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", 32));

    /// <summary>Replaces every secret that occurs in a text.</summary>
    public string Redact(string text)
    {
        lock (gate)
        {
            foreach (var value in values.Values.Where(value => value.Length >= 8))
                text = text.Replace(value, "[redacted]", StringComparison.Ordinal);
            return text;
        }
    }

    private void Save()
    {
        var plain = JsonSerializer.SerializeToUtf8Bytes(values, SecretsJson.Default.SortedDictionaryStringString);
        var nonce = RandomNumberGenerator.GetBytes(12);
        var tag = new byte[16];
        var sealedText = new byte[plain.Length];
        using (var aes = new AesGcm(key, 16))
            aes.Encrypt(nonce, plain, sealedText, tag, Magic);

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var fresh = file + ".new";
        using (var stream = new FileStream(fresh, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            foreach (var part in new[] { Magic, salt, nonce, tag, sealedText })
                stream.Write(part);
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, file, overwrite: true);
    }

    private static OperationFailedException Unreadable(string file, string why) =>
        new(ExitCode.InvalidUsage, $"{file} cannot be opened: {why}", "give the passphrase or key file that it was made with");
}
