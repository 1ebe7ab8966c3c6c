using System.Net;
using System.Text;

namespace PspLoad.Load.Http;

/// <summary>Target of requests: scheme, host and port of a URL, and optionally another address to connect to (like <c>curl --resolve</c>).</summary>
public sealed record HttpTarget
{
    /// <param name="url">absolute http or https URL; its path is not used</param>
    /// <exception cref="ArgumentException">The URL has another scheme or contains a user.</exception>
    public HttpTarget(Uri url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!url.IsAbsoluteUri || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
            throw new ArgumentException($"'{url}' is not a target; expected http://HOST[:PORT] or https://HOST[:PORT]", nameof(url));
        if (url.UserInfo.Length > 0)
            throw new ArgumentException("a target's URL carries no user or password: send an Authorization header", nameof(url));

        IsTls = url.Scheme == Uri.UriSchemeHttps;
        Host = url.IdnHost;
        Port = url.Port;
        var literal = url.HostNameType == UriHostNameType.IPv6 ? $"[{Host}]" : Host;
        Authority = url.IsDefaultPort ? literal : $"{literal}:{Port}";
        HostHeader = Encoding.ASCII.GetBytes($"Host: {Authority}\r\n");
    }

    public bool IsTls { get; }

    /// <summary>DNS name or address; also the SNI and the name that the certificate must carry.</summary>
    public string Host { get; }

    public int Port { get; }

    /// <summary>Value of the Host header and of HTTP/2's :authority.</summary>
    public string Authority { get; }

    /// <summary>Address used instead of a DNS lookup of <see cref="Host"/>; Host header, SNI and certificate check keep the URL's name.</summary>
    public IPEndPoint? ConnectTo { get; init; }

    internal byte[] HostHeader { get; }

    public override string ToString() => $"{(IsTls ? "https" : "http")}://{Authority}{(ConnectTo is null ? "" : $" at {ConnectTo}")}";
}
