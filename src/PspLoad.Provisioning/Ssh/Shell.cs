using System.Buffers;
using System.Text;

namespace PspLoad.Provisioning.Ssh;

/// <summary>The one place where text becomes a word of a POSIX shell command.</summary>
public static class Shell
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";

    private static readonly SearchValues<char> s_nameCharacters = SearchValues.Create(Letters);

    // Neither '=' nor '~': the first could make an assignment of a command's first word, the second expands.
    private static readonly SearchValues<char> s_plainCharacters = SearchValues.Create(Letters + "@%+:,./-");

    /// <summary>A word that the shell reads as exactly <paramref name="text"/>, whatever is in it.</summary>
    /// <exception cref="ArgumentException">NUL cannot be part of an argument</exception>
    public static string Quote(string text)
    {
        if (text.Contains('\0'))
            throw new ArgumentException("a shell argument cannot contain NUL", nameof(text));
        return text.Length > 0 && !text.AsSpan().ContainsAnyExcept(s_plainCharacters) ? text : $"'{text.Replace("'", @"'\''")}'";
    }

    /// <summary>The words of <paramref name="arguments"/>, each quoted, with blanks between.</summary>
    public static string Join(params IEnumerable<string> arguments) => string.Join(' ', arguments.Select(Quote));

    /// <summary><c>export A=… B=…</c> for the variables, or an empty text when there are none.</summary>
    /// <exception cref="ArgumentException">a name is not a shell variable's</exception>
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
