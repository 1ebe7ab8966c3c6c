using System.Security.Cryptography;
using System.Text;

namespace PspLoad.Provisioning.Secrets;

/// <summary>What opens an environment's secrets: a passphrase that a person knows, or a file of 32 random bytes.</summary>
public sealed class SecretKey
{
    /// <summary>PBKDF2-HMAC-SHA256 rounds, as OWASP's password storage guide asks for since 2023.</summary>
    private const int Iterations = 600_000;
    private readonly Func<byte[], byte[]> derive;

    private SecretKey(Func<byte[], byte[]> derive) => this.derive = derive;

    public static SecretKey FromPassphrase(string passphrase) =>
        new(salt => Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(passphrase), salt, Iterations, HashAlgorithmName.SHA256, 32));

    /// <summary>The file is made with 32 random bytes and mode 0600 where it is absent. It needs no stretching: HKDF (RFC 5869).</summary>
    public static SecretKey FromFile(string file)
    {
        if (!File.Exists(file))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
            var fresh = file + ".new";
            using (var stream = new FileStream(fresh, new FileStreamOptions
            {
                Mode = FileMode.Create,
                Access = FileAccess.Write,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }))
            {
                stream.Write(RandomNumberGenerator.GetBytes(32));
                stream.Flush(flushToDisk: true);
            }
            File.Move(fresh, file);
        }
        var bytes = File.ReadAllBytes(file);
        return new SecretKey(salt => HKDF.DeriveKey(HashAlgorithmName.SHA256, bytes, 32, salt, "pspload secrets"u8.ToArray()));
    }

    /// <returns>AES-256 key for that salt</returns>
    internal byte[] Derive(byte[] salt) => derive(salt);
}
