using System.Security.Cryptography;
using System.Text;
using PspLoad.Core.Errors;
using PspLoad.Core.Files;

namespace PspLoad.Provisioning.Secrets;

/// <summary>What opens an environment's secrets: a passphrase that a person knows, or a file of 32 random bytes.</summary>
public sealed class SecretKey
{
    /// <summary>PBKDF2-HMAC-SHA256 rounds, as OWASP's password storage guide asks for since 2023.</summary>
    private const int Iterations = 600_000;

    /// <summary>Bytes of a key file, at least.</summary>
    private const int Length = 32;

    private readonly Func<byte[], byte[]> _derive;

    private SecretKey(Func<byte[], byte[]> derive) => this._derive = derive;

    public static SecretKey FromPassphrase(string passphrase) =>
        new(salt => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Iterations, HashAlgorithmName.SHA256, 32));

    /// <summary>Makes the file with 32 random bytes and mode 0600 where it is absent. Random bytes need no stretching: HKDF (RFC 5869).</summary>
    /// <exception cref="OperationFailedException">the file is too short, or others may read it</exception>
    public static SecretKey FromFile(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            // Where another process was faster, its key is the one.
            DurableFile.TryCreate(file, RandomNumberGenerator.GetBytes(Length), DurableFile.OwnerOnly);
        }
        if ((File.GetUnixFileMode(file) & ~DurableFile.OwnerOnly) != UnixFileMode.None)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file} can be read by others than its owner",
                $"chmod 600 {file}, and think about who may have read it"
            );
        }

        var bytes = File.ReadAllBytes(file);
        if (bytes.Length < Length)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{file} has {bytes.Length} bytes: too few for a key",
                $"put the {Length} random bytes back that the secrets were sealed with"
            );
        }

        return new SecretKey(salt => HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 32, salt, "pspload secrets"u8.ToArray()));
    }

    /// <returns>AES-256 key for that salt</returns>
    internal byte[] Derive(byte[] salt) => _derive(salt);
}
