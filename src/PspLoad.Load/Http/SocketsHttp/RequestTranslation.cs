using System.Text;

namespace PspLoad.Load.Http.SocketsHttp;

/// <summary>Converts prepared bytes to the request object of .NET's client.</summary>
internal static class RequestTranslation
{
    private static readonly UriCreationOptions s_asTyped = new() { DangerousDisablePathAndQueryCanonicalization = true };

    public static HttpRequestMessage Translate(HttpRequest request, HttpTarget target, Version version)
    {
        var lines = Encoding.UTF8.GetString(request.Head).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var start = lines[0].Split(' ');
        HttpRequestMessage message = new(new HttpMethod(start[0]), new Uri($"{(target.IsTls ? "https" : "http")}://{target.Authority}{start[1]}", s_asTyped))
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = request.ContentExpected ? new PreparedContent(request.SentBody, request.MayBeResent) : null,
        };
        foreach (var line in lines.Skip(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            string name = line[..colon],
                value = line[(colon + 2)..];
            if (name is "Host" or "Content-Length")
                continue;
            if (!message.Headers.TryAddWithoutValidation(name, value))
                message.Content?.Headers.TryAddWithoutValidation(name, value);
        }

        return message;
    }
}
