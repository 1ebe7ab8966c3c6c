using System.Globalization;

namespace PspLoad.Core.Configuration;

/// <summary>A place in a file.</summary>
/// <param name="File">path as the user gave it</param>
/// <param name="Line">1-based; if the node is the value of a key, the key's line</param>
/// <param name="Path">for example <c>hosts[2].address</c>; empty for the document</param>
public sealed record ConfigurationPlace(string File, int Line, string Path)
{
    public ConfigurationPlace Key(string key, int line) => this with { Line = line, Path = Path.Length == 0 ? Shown(key) : $"{Path}.{Shown(key)}" };

    public ConfigurationPlace Item(int index, int line) => this with { Line = line, Path = string.Create(CultureInfo.InvariantCulture, $"{Path}[{index}]") };

    public ConfigurationError Error(string problem, string remedy) => new(File, Line, Path, problem, remedy);

    private static string Shown(string key) =>
        key.Length is > 0 and <= 60 && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? key
            : ConfigurationError.Quote(key);
}
