using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace PspLoad.Load.Http;

/// <summary>Tells in words why a server's certificate was refused: which names, which date, which issuer, which option.</summary>
internal static class ServerCertificate
{
    private const int MostNames = 5;
    private const X509ChainStatusFlags Untrusted = X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain;
    private const X509ChainStatusFlags Explained = Untrusted | X509ChainStatusFlags.NotTimeValid;

    /// <param name="host">the name that the URL asks for</param>
    /// <param name="certificate">the server's; null if it showed none</param>
    /// <param name="chain">as built, with its faults</param>
    /// <param name="errors">what .NET found</param>
    public static string WhyRefused(string host, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
            return "the server showed no certificate; --insecure does without";
        List<string> reasons = [];
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            reasons.Add($"the server's certificate is for {Names(certificate)}, not for {host}; use its name in the URL, and --connect-to to reach the server");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
            reasons.AddRange(OfChain(certificate, chain));
        return $"{string.Join("; ", reasons)}; --insecure accepts any certificate";
    }

    private static IEnumerable<string> OfChain(X509Certificate2 certificate, X509Chain? chain)
    {
        var elements = chain?.ChainElements.ToList() ?? [];
        foreach (var element in elements.Where(element => element.ChainElementStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid))))
            yield return OfDates(element.Certificate, isServers: element.Certificate.Equals(certificate));
        var faults = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status) ?? Untrusted;
        if ((faults & Untrusted) != X509ChainStatusFlags.NoError)
            yield return OfIssuer(certificate, elements.Count > 0 ? elements[^1].Certificate : certificate);
        foreach (var other in (chain?.ChainStatus ?? []).Where(status => (status.Status & Explained) == X509ChainStatusFlags.NoError))
            yield return $"the server's certificate is not accepted: {other.StatusInformation.Trim().TrimEnd('.')}";
    }

    private static string OfDates(X509Certificate2 certificate, bool isServers)
    {
        var whose = isServers ? "the server's certificate" : $"the certificate of {certificate.Subject}, which signed the server's,";
        var now = TimeProvider.System.GetUtcNow();
        return certificate.NotAfter.ToUniversalTime() < now.UtcDateTime
            ? $"{whose} expired on {Date(certificate.NotAfter)}; renew it"
            : $"{whose} is not valid before {Date(certificate.NotBefore)}, and this machine's clock says {Date(now.UtcDateTime)}";
    }

    private static string OfIssuer(X509Certificate2 certificate, X509Certificate2 last) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)
            ? $"the server's certificate ({certificate.Subject}) is self-signed and not among the trusted ones; trust it with --cacert FILE"
            : $"the server's certificate was issued by {certificate.Issuer}, and {last.Issuer} is no trusted authority; trust it with --cacert FILE, "
                + "or let the server send its intermediate certificates";

    private static string Names(X509Certificate2 certificate)
    {
        List<string> names =
        [
            .. certificate
                .Extensions.OfType<X509SubjectAlternativeNameExtension>()
                .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))),
        ];
        if (names.Count == 0)
            return $"no host name ({certificate.Subject})";
        var more = names.Count > MostNames ? string.Create(CultureInfo.InvariantCulture, $" and {names.Count - MostNames} more") : "";
        return string.Join(", ", names.Take(MostNames)) + more;
    }

    private static string Date(DateTime time) => time.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
