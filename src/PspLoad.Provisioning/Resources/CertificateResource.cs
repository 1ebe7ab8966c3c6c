using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// A key pair that is generated on the host and never leaves it, and its certificate from the environment's authority. An existing
/// key is never replaced. The certificate is issued again when fewer than 30 days are left, when its names, issuer or chain differ,
/// or when it does not match the key.
/// </summary>
/// <param name="KeyFile">PKCS#8 PEM, ECDSA P-256</param>
/// <param name="CertificateFile">leaf and intermediate certificates, PEM</param>
/// <param name="Subject">names in the certificate</param>
/// <param name="Authority">authority that signs</param>
/// <param name="Clock">clock for the remaining validity</param>
public sealed record CertificateResource(string KeyFile, string CertificateFile, LeafSubject Subject, CertificateAuthority Authority, TimeProvider Clock)
    : Resource
{
    private static readonly TimeSpan s_renewBefore = TimeSpan.FromDays(30);

    /// <summary>Group that may read the key in addition to root.</summary>
    public string KeyGroup { get; init; } = "root";

    public override string Id => $"certificate {CertificateFile}";

    private string KeyMode => KeyGroup == "root" ? "0600" : "0640";

    public override string ProbeScript =>
        $"""
            echo "access=$(stat -c '%04a %U:%G' -- {Shell.Quote(KeyFile)} 2>/dev/null || true)"
            echo "key=$(openssl pkey -in {Shell.Quote(KeyFile)} -pubout -outform DER 2>/dev/null | base64 -w0)"
            echo "certificate=$(base64 -w0 2>/dev/null -- {Shell.Quote(CertificateFile)} || true)"
            """;

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing)
    {
        var reasons = new List<string>();
        var key = actual.Value("key") ?? "";
        if (key.Length == 0)
            reasons.Add(actual.Value("access") is { Length: > 0 } ? "key cannot be read" : "new key");
        else if (actual.Value("access") != $"{KeyMode} root:{KeyGroup}")
            reasons.Add($"key access {actual.Value("access")} → {KeyMode} root:{KeyGroup}");
        var pem = Decode(actual.Value("certificate") ?? "");
        var found = Parse(pem);
        if (WhyNew(found, pem, key) is { } why)
            reasons.Add(why);
        return reasons.Count == 0
            ? StateComparison.AsDeclared
            : new StateComparison.Differs(
                new Change(string.Join(", ", reasons), found?.Thumbprint ?? "absent", $"{Subject.CommonName}, issued by {Authority.Root.Subject}")
                {
                    Apply = IssueAsync,
                }
            );
    }

    private string? WhyNew(X509Certificate2? found, string pem, string key)
    {
        if (found is null)
            return "new certificate";
        var left = found.NotAfter.ToUniversalTime() - Clock.GetUtcNow().UtcDateTime;
        if (left < s_renewBefore)
            return string.Create(CultureInfo.InvariantCulture, $"renewed: {left.TotalDays:F0} days left");
        if (!Authority.Issued(found))
            return "another issuer";
        if (!pem.EndsWith(Authority.IntermediatePem, StringComparison.Ordinal))
            return "another chain";
        if (key.Length > 0 && Convert.ToBase64String(found.PublicKey.ExportSubjectPublicKeyInfo()) != key)
            return "belongs to another key";
        var names = found.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var isSame =
            names is not null
            && names.EnumerateDnsNames().ToHashSet().SetEquals(Subject.DnsNames)
            && names.EnumerateIPAddresses().ToHashSet().SetEquals(Subject.Addresses);
        return isSame ? null : "other names";
    }

    private static string Decode(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.ASCII.GetString(bytes, 0, length) : "";
    }

    private static X509Certificate2? Parse(string pem)
    {
        try
        {
            return pem.Length == 0 ? null : X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task IssueAsync(IHostShell shell, CancellationToken cancellationToken)
    {
        var request = await RunAsync(shell, RequestScript(), cancellationToken);
        await RunAsync(shell, new FileResource(CertificateFile, Sign(request)).WriteScript, cancellationToken);
    }

    private string Sign(string request)
    {
        try
        {
            return Authority.Sign(request, Subject);
        }
        catch (Exception damaged) when (damaged is CryptographicException or ArgumentException)
        {
            throw new ResourceFailedException(1, $"the host's certificate request cannot be used: {damaged.Message}\n{request}");
        }
    }

    private string RequestScript() =>
        $"""
            key={Shell.Quote(KeyFile)}
            mkdir -p -- "$(dirname -- "$key")"
            if [ -e "$key" ]; then
                if ! openssl pkey -in "$key" -noout; then
                    echo "$key exists but is not a private key: move it away to get a new one" >&2
                    exit 1
                fi
            else
                (umask 077 && openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$key.pspload-new")
                sync -- "$key.pspload-new" && mv -fT -- "$key.pspload-new" "$key"
            fi
            chown -- {Shell.Quote($"root:{KeyGroup}")} "$key" && chmod -- {KeyMode} "$key"
            openssl req -new -key "$key" -subj {Shell.Quote($"/CN={Subject.CommonName}")}
            """;

    private static async Task<string> RunAsync(IHostShell shell, string script, CancellationToken cancellationToken)
    {
        Frame? result = null;
        await ShellBatches.ApplyAsync(shell, [script], frame => result = frame, cancellationToken);
        return result is { ExitCode: 0 } ? result.Output : throw new ResourceFailedException(result?.ExitCode ?? -1, result?.Output ?? "");
    }
}
