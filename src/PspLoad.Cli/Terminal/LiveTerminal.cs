using System.Runtime.InteropServices;

namespace PspLoad.Cli.Terminal;

/// <summary>Standard error as a terminal on which a line can be rewritten.</summary>
internal static partial class LiveTerminal
{
    private const int StandardError = 2;

    /// <summary>TIOCGWINSZ of ioctl_tty(2).</summary>
    private const nuint WindowSize = 0x5413;

    /// <summary>False for a file, a pipe, and a terminal that knows no control sequences (terminfo(5), <c>dumb</c>).</summary>
    public static bool RewritesLines => !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>A line that replaces the one before. It is cut at the terminal's width, because a wrapped line would not be cleared.</summary>
    public static string Line(string text)
    {
        var width = Width - 1;
        return GuardedWriter.ClearLine + (width > 0 && text.Length > width ? text[..width] : text);
    }

    /// <summary>Columns; 0 if unknown. <see cref="Console.WindowWidth"/> asks standard output, which may be a file.</summary>
    private static int Width => Ioctl(StandardError, WindowSize, out var size) == 0 ? size.Columns : 0;

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Ioctl(int descriptor, nuint request, out Size size);

    /// <summary><c>struct winsize</c>.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Size
    {
        public readonly ushort Rows;
        public readonly ushort Columns;
        public readonly ushort Width;
        public readonly ushort Height;
    }
}
