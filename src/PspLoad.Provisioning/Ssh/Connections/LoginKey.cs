using PspLoad.Core.Errors;
using Renci.SshNet;
using Renci.SshNet.Common;

namespace PspLoad.Provisioning.Ssh.Connections;

/// <summary>Loads the private key for login: PKCS#8, PKCS#1 or OpenSSH's own format, accessible only to its owner.</summary>
internal static class LoginKey
{
    /// <exception cref="OperationFailedException">the key is missing, accessible to others or of an unknown format, or its
    /// passphrase is missing or wrong</exception>
    public static PrivateKeyFile Load(string file, SshOptions options)
    {
        try
        {
            SecretFile.RequireOwnerOnly(file, "private key");
            var passphrase = Passphrase(options);
            if (passphrase is null && File.ReadLines(file).FirstOrDefault() == "-----BEGIN ENCRYPTED PRIVATE KEY-----")
                throw new SshPassPhraseNullOrEmptyException();
            return new PrivateKeyFile(file, passphrase);
        }
        catch (SshPassPhraseNullOrEmptyException e)
        {
            throw Refused($"{file}: the private key has a passphrase and none is given", $"set {SshOptions.PassphraseVariable}, or use a key without one", e);
        }
        catch (Exception e)
            when (e
                    is SshException
                        or NotSupportedException
                        or FormatException
                        or InvalidOperationException
                        or System.Security.Cryptography.CryptographicException
                        or ArgumentException
                        or Org.BouncyCastle.Crypto.CryptoException
                        or Org.BouncyCastle.Pkcs.PkcsException
            )
        {
            throw Refused(
                $"{file}: cannot read the private key: {e.Message}",
                "use an unencrypted PKCS#8 or OpenSSH private key, or give the right passphrase",
                e
            );
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused($"{file}: cannot read the private key: {e.Message}", "give ssh.keyFile a readable private key", e);
        }
    }

    private static string? Passphrase(SshOptions options) =>
        options.KeyPassphraseFile is { } file ? SecretFile.ReadLine(file, "passphrase") : Environment.GetEnvironmentVariable(SshOptions.PassphraseVariable);

    private static OperationFailedException Refused(string problem, string remedy, Exception e) => new(ExitCode.InvalidUsage, problem, remedy, e);
}
