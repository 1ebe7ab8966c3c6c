using System.Security.Cryptography;
using System.Text.Json;
using PspLoad.Core.Errors;

namespace PspLoad.Provisioning.Secrets;

/// <summary>
/// Names and values in a file sealed with AES-256-GCM under a <see cref="SecretKey"/>:
/// <c>PSPLOAD1</c> (8 bytes) · salt (16) · nonce (12) · tag (16) · sealed JSON object of name → value. Mode 0600.
/// </summary>
internal sealed class SealedFile(string file, SecretKey secretKey)
{
    private const int HeaderLength = 52;
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private static readonly byte[] s_magic = "PSPLOAD1"u8.ToArray();
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(20);
    private byte[] _salt = [];
    private byte[] _key = [];

    /// <returns>nothing where there is no file yet</returns>
    /// <exception cref="OperationFailedException">the file is damaged or the key is another one</exception>
    public SortedDictionary<string, string> Read()
    {
        if (!File.Exists(file))
            return new(StringComparer.Ordinal);
        var content = File.ReadAllBytes(file);
        if (content.Length < HeaderLength || !content.AsSpan(0, 8).SequenceEqual(s_magic))
            throw Unreadable("it is not a secrets file");
        UseSalt(content[8..24]);
        var plain = new byte[content.Length - HeaderLength];
        try
        {
            using var aes = new AesGcm(_key, 16);
            aes.Decrypt(content.AsSpan(24, 12), content.AsSpan(HeaderLength), content.AsSpan(36, 16), plain, s_magic);
        }
        catch (AuthenticationTagMismatchException)
        {
            throw Unreadable("the passphrase or key file is another one than it was sealed with, or the file was altered");
        }
        return JsonSerializer.Deserialize(plain, SecretsJson.Default.SortedDictionaryStringString)!;
    }

    /// <summary>Reads, changes and writes while no other process does.</summary>
    /// <returns>what is in the file now</returns>
    public SortedDictionary<string, string> Update(Action<SortedDictionary<string, string>> change)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var turn = TakeTurn();
        var values = Read();
        change(values);
        Write(values);
        return values;
    }

    /// <summary>Held for the milliseconds that a write takes; the system releases it with the process.</summary>
    private FileStream TakeTurn()
    {
        while (true)
        {
            try
            {
                return Create($"{file}.lock", FileMode.OpenOrCreate);
            }
            catch (IOException inUse) when (inUse.HResult == EnvironmentLock.WouldBlock)
            {
                Task.Delay(s_lookAgain).Wait();
            }
        }
    }

    private void Write(SortedDictionary<string, string> values)
    {
        if (_salt.Length == 0)
            UseSalt(RandomNumberGenerator.GetBytes(16));
        var plain = JsonSerializer.SerializeToUtf8Bytes(values, SecretsJson.Default.SortedDictionaryStringString);
        var nonce = RandomNumberGenerator.GetBytes(12);
        var tag = new byte[16];
        var sealedText = new byte[plain.Length];
        using (var aes = new AesGcm(_key, 16))
            aes.Encrypt(nonce, plain, sealedText, tag, s_magic);

        var fresh = file + ".new";
        File.Delete(fresh);
        using (var stream = Create(fresh, FileMode.CreateNew))
        {
            foreach (var part in new[] { s_magic, _salt, nonce, tag, sealedText })
                stream.Write(part);
            stream.Flush(flushToDisk: true);
        }
        File.Move(fresh, file, overwrite: true);
    }

    private void UseSalt(byte[] next)
    {
        if (!_salt.AsSpan().SequenceEqual(next))
            (_salt, _key) = (next, secretKey.Derive(next));
    }

    private static FileStream Create(string path, FileMode mode) =>
        new(
            path,
            new FileStreamOptions
            {
                Mode = mode,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                UnixCreateMode = OwnerOnly,
            }
        );

    private OperationFailedException Unreadable(string why) =>
        new(ExitCode.InvalidUsage, $"{file} cannot be opened: {why}", "give the passphrase or key file that it was made with");
}
