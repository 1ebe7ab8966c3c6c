using System.Buffers;

namespace PspLoad.Load.Http;

/// <summary>Character classes of HTTP header lines (RFC 9110 §5.5, §5.6.2).</summary>
internal static class HeaderText
{
    /// <summary>tchar: the characters of a header name.</summary>
    public static readonly SearchValues<byte> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);

    /// <summary>Control characters except tab; not allowed in a header value.</summary>
    public static readonly SearchValues<byte> Forbidden = SearchValues.Create([.. Enumerable.Range(0, 32).Where(c => c != '\t').Select(c => (byte)c), 127]);

    public static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    private static readonly SearchValues<byte> s_blank = SearchValues.Create(" \t"u8);

    /// <summary>Trims spaces and tabs at both ends.</summary>
    public static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> text)
    {
        var first = text.IndexOfAnyExcept(s_blank);
        return first < 0 ? [] : text[first..(text.LastIndexOfAnyExcept(s_blank) + 1)];
    }
}
