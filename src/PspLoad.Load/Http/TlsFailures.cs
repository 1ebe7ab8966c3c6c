using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace PspLoad.Load.Http;

/// <summary>Tells in words why TLS failed, and which option helps. .NET's texts name its own flags, or refer to an inner exception.</summary>
internal static class TlsFailures
{
    /// <summary>OpenSSL numbers the reason of a received alert as the alert (RFC 8446 §6.2) plus this: SSL_AD_REASON_OFFSET.</summary>
    private const int AlertOffset = 1000;

    // Reasons of OpenSSL's own, include/openssl/sslerr.h.
    private const int UnsupportedProtocol = 258,
        WrongVersionNumber = 267;

    /// <param name="failure">what a handshake, a read or a write threw</param>
    /// <param name="client">the client's side, which knows what the server asked for</param>
    public static string Describe(Exception failure, TlsClient client) =>
        Chain(failure).OfType<CertificateRefusedException>().FirstOrDefault() is { } refused ? refused.Message
        : Chain(failure).OfType<SocketException>().FirstOrDefault() is { } broken ? $"the connection broke: {broken.Message}"
        : ReasonOf(failure) is { } reason ? OfReason(reason.Number, reason.Text, client)
        : failure is AuthenticationException && failure.InnerException is null
            ? "the server's answer is not TLS; if it speaks plain HTTP, write http:// in the URL"
        : failure is IOException ? "the server closed the connection" + client.Hint
        : "TLS failed: " + Chain(failure).Last().Message;

    private static string OfReason(int reason, string text, TlsClient client) =>
        reason switch
        {
            WrongVersionNumber => "the server's answer is not TLS; if it speaks plain HTTP, write http:// in the URL",
            UnsupportedProtocol => NoCommonVersion(client),
            > AlertOffset and <= AlertOffset + 255 => OfAlert(reason - AlertOffset, client),
            _ => $"TLS failed: {text}",
        };

    /// <summary>An alert that the server sent, RFC 8446 §6.2.</summary>
    private static string OfAlert(int alert, TlsClient client) =>
        alert switch
        {
            40 when client.Hint.Length > 0 => "the server ended the handshake" + client.Hint,
            40 => "the server found no version, cipher suite or key type of TLS in common (alert handshake_failure)",
            42 => client.RefusedCertificate("says that it is malformed or has a wrong signature (alert bad_certificate)"),
            43 => client.RefusedCertificate("does not support its type (alert unsupported_certificate)"),
            44 => client.RefusedCertificate("says that it is revoked (alert certificate_revoked)"),
            45 => client.RefusedCertificate("says that it has expired (alert certificate_expired)"),
            46 => client.RefusedCertificate("does not accept it (alert certificate_unknown)"),
            48 => client.RefusedCertificate("does not trust its issuer (alert unknown_ca)"),
            49 => client.RefusedCertificate("gives it no access (alert access_denied)"),
            70 or 86 => NoCommonVersion(client),
            71 => "the server demands stronger cipher suites than this client offers (alert insufficient_security)",
            80 => "the server failed in the handshake by its own account (alert internal_error); look into its log",
            112 => $"the server serves no site named {client.Host} (alert unrecognized_name); correct the host in the URL",
            116 => client.RefusedCertificate("does not accept it (alert certificate_required)"),
            120 => client.SpeaksHttp2
                ? "the server does not speak HTTP/2 (alert no_application_protocol); omit --http2"
                : "the server does not speak HTTP/1.1 (alert no_application_protocol); if it speaks HTTP/2, add --http2",
            _ => $"the server ended the connection with TLS alert {alert.ToString(CultureInfo.InvariantCulture)} (RFC 8446, 6.2)",
        };

    private static string NoCommonVersion(TlsClient client) =>
        $"the server speaks no {client.Versions}, which this client needs (alert protocol_version); enable it on the server";

    /// <summary>OpenSSL's reason, from the message "error:0A000410:SSL routines::ssl/tls alert handshake failure" of the innermost exception.</summary>
    private static (int Number, string Text)? ReasonOf(Exception failure)
    {
        foreach (var message in Chain(failure).Reverse().Select(inner => inner.Message))
        {
            var start = message.IndexOf("error:", StringComparison.Ordinal);
            if (start < 0 || message.Length < start + 15)
                continue;
            if (uint.TryParse(message.AsSpan(start + 6, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                // ERR_GET_REASON of OpenSSL 3: 23 bits.
                return ((int)(code & 0x7F_FFFF), message[(message.LastIndexOf(':') + 1)..]);
            }
        }

        return null;
    }

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
            yield return inner;
    }
}

/// <summary>The server's certificate was refused. The message is for the user.</summary>
internal sealed class CertificateRefusedException(string message) : AuthenticationException(message);
