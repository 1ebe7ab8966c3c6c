namespace PspLoad.Load.Http;

/// <summary>A URL as its user typed it. <see cref="Uri"/> rewrites paths: <c>/a%2Fb//c/../d/%7Eu</c> would be sent as <c>/a%2Fb//d/~u</c>.</summary>
public static class TypedUrl
{
    /// <param name="url">absolute URL</param>
    /// <returns>path and query, byte for byte, without the fragment; "/" if there are none</returns>
    public static string PathOf(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? url : url[(scheme + 3)..];
        var fragment = rest.IndexOf('#', StringComparison.Ordinal);
        if (fragment >= 0)
            rest = rest[..fragment];
        var path = rest.AsSpan().IndexOfAny('/', '?');
        return path < 0 ? "/"
            : rest[path] == '?' ? "/" + rest[path..]
            : rest[path..];
    }
}
