using System.Buffers;
using System.Globalization;
using System.Text;

namespace PspLoad.Core.Configuration;

/// <summary>Reads the text of a configuration file: UTF-8, with or without a byte order mark, at most 1 MiB.</summary>
internal static class ConfigurationText
{
    private const int LargestBytes = 1 << 20;
    private static readonly UTF8Encoding s_strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // YAML 1.2 §5.1. The parser takes NUL for the end of the file and would ignore the rest.
    private static readonly SearchValues<char> s_forbidden = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(code => (char)code).Except(['\t', '\n', '\r']),
        '\u007F',
    ]);

    /// <returns>the text, or null after adding an error</returns>
    public static string? Read(string file, ICollection<ConfigurationError> errors)
    {
        var text = "";
        var problem = Load(file, out var bytes) ?? Decode(file, bytes, out text);
        if (problem is not null)
            errors.Add(problem);
        return problem is null ? text : null;
    }

    private static ConfigurationError? Load(string file, out byte[] bytes)
    {
        bytes = [];
        ConfigurationError Whole(string problem, string remedy) => new(file, 0, "", problem, remedy);

        if (Directory.Exists(file))
            return Whole("this is a directory", "name a YAML file");

        try
        {
            // Does not check the length first: a pipe (validate <(...)) has none, and a device has no end.
            using var stream = File.OpenRead(file);
            var buffer = new byte[LargestBytes + 1];
            var count = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            bytes = buffer[..count];
            return count > LargestBytes ? Whole("larger than 1 MiB", "this is not a configuration file; name a YAML file") : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return Whole("there is no such file", "check the path");
        }
        catch (UnauthorizedAccessException)
        {
            return Whole("permission to read it is denied", "give this user permission to read it");
        }
        catch (Exception exception) when (exception is IOException or NotSupportedException or ArgumentException)
        {
            return Whole($"cannot be read: {exception.Message.TrimEnd('.')}", "name a readable YAML file");
        }
    }

    private static ConfigurationError? Decode(string file, byte[] bytes, out string text)
    {
        text = "";
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return new ConfigurationError(file, 1, "", "the file is UTF-16", "save it as UTF-8");

        try
        {
            text = s_strictUtf8.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException exception)
        {
            var line = 1 + bytes.AsSpan(0, exception.Index).Count((byte)'\n');
            return new ConfigurationError(file, line, "", $"byte 0x{bytes[exception.Index]:X2} is not UTF-8", "save the file as UTF-8");
        }

        var index = text.AsSpan().IndexOfAny(s_forbidden);
        return index < 0
            ? null
            : new ConfigurationError(
                file,
                1 + text.AsSpan(0, index).Count('\n'),
                "",
                string.Create(CultureInfo.InvariantCulture, $"character U+{(int)text[index]:X4} is not allowed in YAML"),
                "remove it; this may be a binary file"
            );
    }
}
