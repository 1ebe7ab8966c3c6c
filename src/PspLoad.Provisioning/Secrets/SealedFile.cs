using System.Security.Cryptography;
using System.Text.Json;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;

namespace PspLoad.Provisioning.Secrets;

/// <summary>
/// Names and values in a file sealed with AES-256-GCM under a <see cref="SecretKey"/>. Layout: <c>PSPLOAD1</c> (8 bytes) · salt (16) · nonce (12)
/// · tag (16) · sealed JSON object of name → value. Mode 0600.
/// </summary>
internal sealed class SealedFile(string file, SecretKey secretKey, TimeProvider clock)
{
    private const int HeaderLength = 52;
    private static readonly byte[] s_magic = "PSPLOAD1"u8.ToArray();
    private static readonly TimeSpan s_lookAgain = TimeSpan.FromMilliseconds(20);

    /// <summary>Maximum wait for the lock. A write takes milliseconds, so a process that holds the lock for longer hangs or is stopped.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private byte[] _salt = [];
    private byte[] _key = [];

    /// <returns>the values; empty if the file does not exist yet</returns>
    /// <exception cref="OperationFailedException">the file is damaged or was sealed with another key</exception>
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
            throw Unreadable("the passphrase or key file is not the one that sealed it, or the file was altered");
        }
        return JsonSerializer.Deserialize(plain, SecretsJson.Default.SortedDictionaryStringString)!;
    }

    /// <summary>Reads, changes and writes the values under an exclusive lock against other processes.</summary>
    /// <returns>the values in the file after the change</returns>
    /// <exception cref="OperationFailedException">another process has held the lock for 10 s</exception>
    public SortedDictionary<string, string> Update(Action<SortedDictionary<string, string>> change)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        using var turn = TakeTurn();
        var values = Read();
        change(values);
        Write(values);
        return values;
    }

    /// <summary>Takes the lock for the milliseconds that a write needs. The system releases it when the process ends.</summary>
    private FileStream TakeTurn()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            UnixCreateMode = DurableFile.OwnerOnly,
        };
        var since = clock.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream($"{file}.lock", options);
            }
            catch (IOException inUse) when (inUse.HResult == EnvironmentLock.WouldBlock)
            {
                if (clock.GetElapsedTime(since) >= s_patience)
                    throw Busy();
                Task.Delay(s_lookAgain, clock).Wait();
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

        DurableFile.Write(file, [.. s_magic, .. _salt, .. nonce, .. tag, .. sealedText], DurableFile.OwnerOnly);
    }

    private void UseSalt(byte[] next)
    {
        if (!_salt.AsSpan().SequenceEqual(next))
            (_salt, _key) = (next, secretKey.Derive(next));
    }

    private OperationFailedException Busy() =>
        new(
            ExitCode.ProvisioningFailed,
            $"{file}.lock has been held by another process for {s_patience.TotalSeconds:0} s",
            $"end the process that holds it (fuser {file}.lock shows it) and run this again"
        );

    private OperationFailedException Unreadable(string why) =>
        new(ExitCode.InvalidUsage, $"{file} cannot be opened: {why}", "use the passphrase or key file that sealed it");
}
