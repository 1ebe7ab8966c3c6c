using System.Text;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Ssh.Sessions;

/// <summary>Builds the command line that sshd passes to the login user's shell, which must be a POSIX shell (sh, dash, bash, ksh, zsh).</summary>
internal static class RemoteCommandLine
{
    /// <summary>
    /// Environment variable that marks a command's processes. Every child inherits it, so /proc shows all of them, even detached ones.
    /// </summary>
    public const string TagVariable = "PSPLOAD_RUN";

    /// <summary>Maximum length in bytes. Linux limits a single argument to 128 KiB, and SSH.NET limits a packet to 64 KiB.</summary>
    public const int LongestBytes = 60_000;

    private const int AbbreviatedLength = 200;

    /// <param name="tag">null leaves the command unmarked</param>
    /// <exception cref="ArgumentException">the command line is longer than <see cref="LongestBytes"/></exception>
    public static string Build(string command, string? tag, CommandOptions options, RootAccess access)
    {
        var variables = options.Environment.AsEnumerable();
        if (tag is not null)
            variables = variables.Prepend(new(TagVariable, tag));
        var export = Shell.Export(variables);
        var inner = export.Length == 0 ? command : $"{export}\n{command}";
        var line = access switch
        {
            RootAccess.LoginUser => inner,
            RootAccess.Sudo => $"sudo -n -- sh -c {Shell.Quote(inner)}",
            // The shell reads lines up to the marker, whether or not sudo consumed the password, so the command never sees the password.
            RootAccess.SudoWithPassword =>
                $"sudo -S -k -p '' -- sh -c {Shell.Quote($"l=; until [ \"$l\" = {tag} ]; do IFS= read -r l || exit 125; done; unset l\n{inner}")}",
            _ => throw new ArgumentOutOfRangeException(nameof(access)),
        };
        return Encoding.UTF8.GetByteCount(line) <= LongestBytes
            ? line
            : throw new ArgumentException($"the command is longer than {LongestBytes} bytes: give it to 'sh -s' on stdin", nameof(command));
    }

    /// <summary>Shortens a command to one line for messages.</summary>
    public static string Abbreviate(string command)
    {
        var line = command.ReplaceLineEndings(" ").Trim();
        return line.Length <= AbbreviatedLength ? line : line[..AbbreviatedLength] + "…";
    }
}
