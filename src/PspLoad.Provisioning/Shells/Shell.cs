using System.Buffers;
using System.Text;

namespace PspLoad.Provisioning.Shells;

/// <summary>Quotes text for POSIX shell commands. All quoting goes through this class.</summary>
public static class Shell
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create(Letters);

    // Excludes '=' and '~': '=' could turn the first word of a command into an assignment, and '~' is expanded.
    private static readonly SearchValues<char> s_plainCharacters = SearchValues.Create(Letters + "@%+:,./-");

    /// <summary>Returns a word that the shell reads as exactly <paramref name="text"/>, whatever characters it contains.</summary>
    /// <exception cref="ArgumentException">the text contains NUL, which cannot be part of an argument</exception>
    public static string Quote(string text)
    {
        if (text.Contains('\0'))
            throw new ArgumentException("a shell argument cannot contain NUL", nameof(text));
        return text.Length > 0 && !text.AsSpan().ContainsAnyExcept(s_plainCharacters) ? text : $"'{text.Replace("'", @"'\''")}'";
    }

    /// <summary>Quotes each of <paramref name="arguments"/> and joins them with spaces.</summary>
    public static string Join(params IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    /// <summary>Returns <c>export A=… B=…</c> for the variables, or an empty text if there are none.</summary>
    /// <exception cref="ArgumentException">a name is not valid for a shell variable</exception>
    public static string Export(IEnumerable<KeyValuePair<string, string>> variables)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in variables)
        {
            if (name.Length == 0 || char.IsAsciiDigit(name[0]) || name.AsSpan().ContainsAnyExcept(s_nameCharacters))
                throw new ArgumentException($"'{name}' is not the name of an environment variable", nameof(variables));
            text.Append(text.Length == 0 ? "export " : " ").Append(name).Append('=').Append(Quote(value));
        }
        return text.ToString();
    }
}
