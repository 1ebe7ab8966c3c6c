using System.Text;

namespace PspLoad.Provisioning.Ssh.Commands;

/// <summary>The text that sshd hands to the login user's shell, which must be a POSIX one (sh, dash, bash, ksh, zsh).</summary>
internal static class CommandLine
{
    /// <summary>Marks a command's processes: each child inherits it, so all of them are found in /proc, wherever they went.</summary>
    public const string TagVariable = "PSPLOAD_RUN";

    /// <summary>A single argument on Linux ends at 128 KiB, a packet of SSH.NET at 64 KiB.</summary>
    public const int LongestBytes = 60_000;

    private const int AbbreviatedLength = 200;

    /// <param name="tag">null leaves the command unmarked</param>
    /// <exception cref="ArgumentException">longer than <see cref="LongestBytes"/></exception>
    public static string Build(string command, string? tag, RunOptions options, RootAccess access)
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
            // Whether sudo took the password or not, the shell reads on to the marker: the command never sees it.
            RootAccess.SudoWithPassword =>
                $"sudo -S -k -p '' -- sh -c {Shell.Quote($"l=; until [ \"$l\" = {tag} ]; do IFS= read -r l || exit 125; done; unset l\n{inner}")}",
            _ => throw new ArgumentOutOfRangeException(nameof(access)),
        };
        return Encoding.UTF8.GetByteCount(line) <= LongestBytes
            ? line
            : throw new ArgumentException($"the command is longer than {LongestBytes} bytes: give it to 'sh -s' on stdin", nameof(command));
    }

    /// <summary>One line of a command, for messages.</summary>
    public static string Abbreviate(string command)
    {
        var line = command.ReplaceLineEndings(" ").Trim();
        return line.Length <= AbbreviatedLength ? line : line[..AbbreviatedLength] + "…";
    }
}
