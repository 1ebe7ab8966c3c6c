using System.Buffers;
using System.Text;
using PspLoad.Core.Errors;

namespace PspLoad.Cli.Terminal;

/// <summary>
/// Standard output or standard error. Control characters of others (from answers, files and names) do not reach the terminal; of ours, a terminal gets
/// colours and the cleared line. What cannot be written is an error of the command, not a crash.
/// </summary>
/// <param name="stream">the console's stream</param>
/// <param name="name">for messages; null: a failure is ignored, because nobody could read of it</param>
/// <param name="isTerminal">whether our own control sequences are let through</param>
internal sealed class GuardedWriter(Stream stream, string? name, bool isTerminal) : TextWriter
{
    public const string ClearLine = "\r\u001b[2K";

    private static readonly SearchValues<char> s_parameters = SearchValues.Create("0123456789;");

    private readonly StreamWriter _writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true, NewLine = "\n" };
    private readonly Lock _gate = new();
    private bool _broken;

    public override Encoding Encoding => _writer.Encoding;

    /// <summary>Puts a guard around standard output and standard error.</summary>
    public static void Install()
    {
        Console.SetOut(new GuardedWriter(Console.OpenStandardOutput(), "standard output", !Console.IsOutputRedirected));
        Console.SetError(new GuardedWriter(Console.OpenStandardError(), name: null, !Console.IsErrorRedirected));
    }

    public override void Write(char value) => Write(value.ToString());

    public override void Write(char[] buffer, int index, int count) => Write(new string(buffer, index, count));

    public override void Write(ReadOnlySpan<char> buffer) => Write(buffer.ToString());

    public override void WriteLine() => Write("\n");

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Write(string? value)
    {
        if (string.IsNullOrEmpty(value))
            return;
        lock (_gate)
        {
            if (_broken)
                return;
            try
            {
                _writer.Write(Clean(value));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ObjectDisposedException)
            {
                _broken = true;
                if (name is not null)
                    throw new OutputFailedException(name, e);
            }
        }
    }

    private string Clean(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAnyInRange('\u007f', '\u009f'))
            return text;
        var clean = new StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            var own = isTerminal ? OwnSequence(text.AsSpan(index)) : 0;
            clean.Append(
                own > 0 ? text.AsSpan(index, own)
                : char.IsControl(text[index]) && text[index] is not ('\n' or '\t') ? " "
                : text.AsSpan(index, 1)
            );
            index += Math.Max(0, own - 1);
        }
        return clean.ToString();
    }

    /// <returns>length of a sequence that we write ourselves: the cleared line, or colours (ECMA-48, SGR); 0 for anything else</returns>
    private static int OwnSequence(ReadOnlySpan<char> text)
    {
        if (text.StartsWith(ClearLine, StringComparison.Ordinal))
            return ClearLine.Length;
        if (!text.StartsWith("\u001b[", StringComparison.Ordinal))
            return 0;
        var parameters = text[2..].IndexOfAnyExcept(s_parameters);
        return parameters >= 0 && text[2 + parameters] == 'm' ? parameters + 3 : 0;
    }
}
