using System.Security.Cryptography;
using System.Text;
using PspLoad.Core.Errors;

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

    /// <exception cref="OperationFailedException">the file is too short, or others may read it</exception>
    /// <summary>The file is made with 32 random bytes and mode 0600 where it is absent. It needs no stretching: HKDF (RFC 5869).</summary>
    public static SecretKey FromFile(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var fresh = $"{file}.new-{Environment.ProcessId}";
            using (
                var stream = new FileStream(
                    fresh,
                    new FileStreamOptions
                    {
                        Mode = FileMode.Create,
                        Access = FileAccess.Write,
                        UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                    }
                )
            )
            {
                stream.Write(RandomNumberGenerator.GetBytes(Length));
                stream.Flush(flushToDisk: true);
            }
            Place(fresh, file);
        }
        if ((File.GetUnixFileMode(file) & ~(UnixFileMode.UserRead | UnixFileMode.UserWrite)) != UnixFileMode.None)
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

    /// <summary>Where another process was faster, its key is the one.</summary>
    private static void Place(string fresh, string file)
    {
        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(fresh);
        }
    }

    /// <returns>AES-256 key for that salt</returns>
    internal byte[] Derive(byte[] salt) => _derive(salt);
}
