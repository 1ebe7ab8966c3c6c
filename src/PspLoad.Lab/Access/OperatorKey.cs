using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using PspLoad.Core.Errors;

namespace PspLoad.Lab.Access;

/// <summary>The key pair for all hosts: ECDSA P-256 in PKCS#8 PEM, and a <c>.pub</c> file in OpenSSH format (RFC 5656).</summary>
internal static class OperatorKey
{
    private const string KeyType = "ecdsa-sha2-nistp256";
    private const string Curve = "nistp256";

    /// <summary>Creates the pair if it is missing. Never replaces an existing key.</summary>
    /// <returns>the public key as a line of authorized_keys, without a comment</returns>
    /// <exception cref="OperationFailedException">the private key is not an ECDSA key and has no <c>.pub</c> file</exception>
    public static async Task<string> EnsureAsync(string keyFile, CancellationToken cancellationToken)
    {
        var publicFile = keyFile + ".pub";
        if (!File.Exists(keyFile))
        {
            using var made = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            await AtomicFile.WriteAsync(keyFile, made.ExportPkcs8PrivateKeyPem() + "\n", cancellationToken);
            await AtomicFile.WriteAsync(publicFile, PublicLine(made) + "\n", cancellationToken);
            return PublicLine(made);
        }

        if (File.Exists(publicFile))
            return string.Join(' ', (await File.ReadAllTextAsync(publicFile, cancellationToken)).Trim().Split(' ').Take(2));

        using var found = ECDsa.Create();
        try
        {
            found.ImportFromPem(await File.ReadAllTextAsync(keyFile, cancellationToken));
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{keyFile} has no public key beside it",
                $"run ssh-keygen -y -f '{keyFile}' > '{publicFile}', or name another ssh.key",
                e
            );
        }

        await AtomicFile.WriteAsync(publicFile, PublicLine(found) + "\n", cancellationToken);
        return PublicLine(found);
    }

    /// <summary>Type, curve and uncompressed point, each as an RFC 4251 string (length, then bytes).</summary>
    internal static string PublicLine(ECDsa key)
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        using var blob = new MemoryStream();
        Write(Encoding.ASCII.GetBytes(KeyType));
        Write(Encoding.ASCII.GetBytes(Curve));
        Write([4, .. point.X!, .. point.Y!]);
        return $"{KeyType} {Convert.ToBase64String(blob.ToArray())}";

        void Write(byte[] value)
        {
            Span<byte> length = stackalloc byte[4];
            BinaryPrimitives.WriteInt32BigEndian(length, value.Length);
            blob.Write(length);
            blob.Write(value);
        }
    }
}
