using System.Security.Cryptography;
using System.Text;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;

namespace PspLoad.Provisioning.Secrets;

/// <summary>The key to an environment's secrets: a passphrase, or a file of at least 32 random bytes.</summary>
public sealed class SecretKey
{
    /// <summary>PBKDF2-HMAC-SHA256 iterations, as recommended by OWASP's password storage guide since 2023.</summary>
    private const int Iterations = 600_000;

    /// <summary>Minimum length of a key file in bytes.</summary>
    private const int Length = 32;

    private readonly Func<byte[], byte[]> _derive;

    private SecretKey(Func<byte[], byte[]> derive) => this._derive = derive;

    public static SecretKey FromPassphrase(string passphrase) =>
        new(salt => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Iterations, HashAlgorithmName.SHA256, 32));

    /// <summary>
    /// Reads a key file. A missing file is created with 32 random bytes and mode 0600. Random bytes need no stretching, so the key
    /// is derived with HKDF (RFC 5869).
    /// </summary>
    /// <exception cref="OperationFailedException">the file is too short, or other users may read it</exception>
    public static SecretKey FromFile(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            // If another process created the file first, its key is used.
            DurableFile.TryCreate(file, RandomNumberGenerator.GetBytes(Length), DurableFile.OwnerOnly);
        }
        if ((File.GetUnixFileMode(file) & ~DurableFile.OwnerOnly) != UnixFileMode.None)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file} can be read by users other than its owner",
                $"chmod 600 {file}, and consider who may have read it"
            );
        }

        var bytes = File.ReadAllBytes(file);
        if (bytes.Length < Length)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file} has {bytes.Length} bytes, which is too few for a key",
                $"restore the key file that sealed the secrets"
            );
        }

        return new SecretKey(salt => HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 32, salt, "pspload secrets"u8.ToArray()));
    }

    /// <returns>AES-256 key for the salt</returns>
    internal byte[] Derive(byte[] salt) => _derive(salt);
}
