using System.Security.Cryptography;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Shells;
using PspLoad.Provisioning.Ssh.Commands;
using PspLoad.Provisioning.Ssh.Sessions;

namespace PspLoad.Provisioning.Ssh;

/// <summary>Writes a file to a host atomically: the path always holds either the old or the complete new file.</summary>
internal sealed class FilePush(string host, CommandRunner runner)
{
    /// <inheritdoc cref="SshHost.PutFileAsync(string, Stream, FileRights, CancellationToken)"/>
    public async Task PutAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken)
    {
        var script = await ScriptAsync(path, content, rights, cancellationToken);
        var options = new CommandOptions { Stdin = CommandInput.From(content), AsRoot = rights.AsRoot };
        var result = await runner.RunAsync(script, options, cancellationToken);
        if (!result.Succeeded)
        {
            throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{host}:{path}: {Reason(result)}",
                "the previous file is unchanged; correct the cause and run this again"
            );
        }
    }

    /// <summary>Builds the script that writes the file from stdin. Stdin must be <paramref name="content"/>, whose position is restored.</summary>
    public static async Task<string> ScriptAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken)
    {
        if (!path.StartsWith('/') || path.EndsWith('/'))
            throw new ArgumentException($"'{path}' is not the absolute path of a file", nameof(path));
        if (!content.CanSeek)
            throw new ArgumentException("the content must be seekable, because its length and hash are sent first", nameof(content));

        var start = content.Position;
        var sha256 = Convert.ToHexStringLower(await SHA256.HashDataAsync(content, cancellationToken));
        var length = content.Position - start;
        content.Position = start;
        return Script(path, rights, length, sha256);
    }

    /// <summary>
    /// The temporary file is beside the target. Others cannot read it before its mode is set. It is removed on every exit except SIGKILL.
    /// </summary>
    private static string Script(string path, FileRights rights, long length, string sha256)
    {
        var directory = path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";
        var temporary = $"{directory.TrimEnd('/')}/.{Path.GetFileName(path)}.{CommandRunner.NewTag()}";
        var owner = rights is { Owner: null, Group: null }
            ? ""
            : $"chown -- {Shell.Quote($"{rights.Owner}:{rights.Group}")} \"$t\" || fail 'cannot set its owner'\n";
        return $$"""
            export LC_ALL=C; umask 077
            p={{Shell.Quote(path)}} d={{Shell.Quote(directory)}} t={{Shell.Quote(temporary)}}
            fail() { printf '%s' "$1"; exit 1; }
            trap 'rm -f -- "$t"' EXIT; trap 'exit 1' HUP INT PIPE TERM
            [ -d "$d" ] || fail "there is no directory $d"
            [ ! -d "$p" ] || fail 'it is a directory'
            set -C
            cat >"$t" || fail 'cannot write a temporary file beside it'
            set +C
            [ "$(sha256sum <"$t")" = '{{sha256}}  -' ] || fail "$(stat -c %s -- "$t") of {{length}} bytes arrived, or their content differs"
            {{owner}}chmod -- {{rights.Mode}} "$t" || fail 'cannot set its mode'
            sync -- "$t" || fail 'cannot write it to the disk'
            mv -fT -- "$t" "$p" || fail 'cannot rename it into place'
            trap - EXIT
            sync -- "$d" || fail 'cannot write the directory to the disk'
            """;
    }

    private static string Reason(CommandResult result)
    {
        var stage =
            result.Stdout.Length > 0 ? result.Stdout
            : result.Signal is { } signal ? $"ended by SIG{signal}"
            : $"exit code {result.ExitCode}";
        var detail = result.Stderr.Trim().ReplaceLineEndings("; ");
        return detail.Length == 0 ? stage : $"{stage}: {detail}";
    }
}
