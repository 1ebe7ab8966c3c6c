using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace PspLoad.Load.Http;

/// <summary>The client's side of TLS with one server: the options of its handshakes, and what they showed about the server.</summary>
internal sealed class TlsClient
{
    private readonly TlsOptions _tls;
    private readonly SslClientAuthenticationOptions _options;
    private volatile SslClientAuthenticationOptions? _attentive;
    private volatile string? _wanted;

    /// <param name="tls">settings</param>
    /// <param name="host">name that the certificate must carry</param>
    /// <param name="protocol">the HTTP version that is offered</param>
    public TlsClient(TlsOptions tls, string host, SslApplicationProtocol protocol)
    {
        (_tls, Host, SpeaksHttp2) = (tls, host, protocol == SslApplicationProtocol.Http2);
        _options = Options(protocol);
        if (tls.ClientCertificate is not null)
            return;
        _attentive = Options(protocol);
        _attentive.LocalCertificateSelectionCallback = OnCertificateWanted;
    }

    public string Host { get; }

    public bool SpeaksHttp2 { get; }

    /// <summary>The versions that this client speaks, in words.</summary>
    public string Versions =>
        _tls.Protocols switch
        {
            SslProtocols.Tls12 => "TLS 1.2",
            SslProtocols.Tls13 => "TLS 1.3",
            _ => "TLS 1.2 or 1.3",
        };

    /// <summary>What helps if the server wanted a client certificate and got none; empty otherwise.</summary>
    public string Hint => _wanted is { } wanted ? $"; it wants a client certificate{wanted}: give one with --cert FILE and --key FILE" : "";

    /// <summary>
    /// Options of the next handshake. Until one has succeeded, they notice a server that asks for a client certificate. OpenSSL does not resume
    /// sessions of such handshakes, so later ones do without.
    /// </summary>
    public SslClientAuthenticationOptions NextHandshake => _attentive ?? _options;

    /// <summary>Options for a client that cannot change them.</summary>
    public SslClientAuthenticationOptions EveryHandshake => _options;

    public void OnHandshake() => _attentive = null;

    /// <summary>The server refused the client's certificate, or missed one.</summary>
    /// <param name="reason">its words, after "the server"</param>
    public string RefusedCertificate(string reason) =>
        _tls.ClientCertificate is { } own ? $"the server refused the client certificate {own.Subject} of --cert: it {reason}"
        : Hint.Length > 0 ? "the server ended the connection" + Hint
        : "the server wants a client certificate: give one with --cert FILE and --key FILE";

    private SslClientAuthenticationOptions Options(SslApplicationProtocol protocol)
    {
        SslClientAuthenticationOptions options = new()
        {
            TargetHost = Host,
            EnabledSslProtocols = _tls.Protocols,
            AllowTlsResume = _tls.ResumeSessions,
            ApplicationProtocols = [protocol],
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            RemoteCertificateValidationCallback = Verify,
        };
        if (_tls.TrustedAuthorities is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(_tls.TrustedAuthorities);
        }

        if (_tls.ClientCertificate is not null)
            options.ClientCertificateContext = SslStreamCertificateContext.Create(_tls.ClientCertificate, additionalCertificates: null, offline: true);
        return options;
    }

    private bool Verify(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None || !_tls.VerifyServer)
            return true;
        var reason = ServerCertificate.WhyRefused(Host, certificate as X509Certificate2, chain, errors);
        if (sender is not ClientTlsStream own)
            throw new CertificateRefusedException(reason);
        // The server gets an alert only if this method returns.
        own.Refusal = reason;
        return false;
    }

    /// <summary>Called before the handshake, and again if the server asks for a certificate.</summary>
    private X509Certificate OnCertificateWanted(
        object sender,
        string targetHost,
        X509CertificateCollection localCertificates,
        X509Certificate? remoteCertificate,
        string[] acceptableIssuers
    )
    {
        if (remoteCertificate is not null || acceptableIssuers.Length > 0)
            _wanted = acceptableIssuers.Length == 0 ? "" : $" issued by {string.Join(" or ", acceptableIssuers.Take(3))}";
        return null!;
    }
}

/// <summary>A TLS stream that remembers why it refused its server.</summary>
internal sealed class ClientTlsStream(Stream inner) : SslStream(inner)
{
    public string? Refusal { get; set; }
}
