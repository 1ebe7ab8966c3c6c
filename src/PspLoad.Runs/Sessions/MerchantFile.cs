using PspLoad.Core.Errors;
using PspLoad.Payments.Client;

namespace PspLoad.Runs.Sessions;

/// <summary>
/// Reads a merchant's API key and signing secret, one line each, from a file that only its owner may read. They are never given on a command line.
/// </summary>
public static class MerchantFile
{
    private const string Merchant = "--merchant";
    private const string WebhookSecret = "--webhook-secret-file";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <exception cref="OperationFailedException">The file cannot be read, others may read it, or it does not have two lines.</exception>
    public static MerchantCredentials Read(string file) =>
        Lines(file, Merchant) is [{ Length: > 0 } key, { Length: > 0 } secret]
            ? new MerchantCredentials(key.Trim(), secret.Trim())
            : throw Wrong($"{Merchant}: {file} has not two lines", "expected the API key on the first and the signing secret on the second");

    /// <summary>Reads a webhook secret, one line, from a file that only its owner may read.</summary>
    /// <exception cref="OperationFailedException">The file cannot be read, others may read it, or it does not have one line.</exception>
    public static string ReadWebhookSecret(string file) =>
        Lines(file, WebhookSecret) is [{ Length: > 0 } secret]
            ? secret.Trim()
            : throw Wrong($"{WebhookSecret}: {file} has not one line", "expected the webhook secret of the merchant");

    private static string[] Lines(string file, string option)
    {
        try
        {
            if ((File.GetUnixFileMode(file) & Others) != UnixFileMode.None)
                throw Wrong($"{option}: {file} may be read by others", $"chmod 600 {file}");
            return File.ReadAllLines(file);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"{option}: {file} cannot be read: {failed.Message}", "name a file that you can read");
        }
    }

    private static OperationFailedException Wrong(string problem, string remedy) => new(ExitCode.InvalidUsage, problem, remedy);
}
