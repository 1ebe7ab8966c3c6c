using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Ssh;

namespace PspLoad.Provisioning.Access;

/// <summary>
/// For changes that can lock the administrator out (sshd, firewall): a timer on the host that undoes the change is armed first, the
/// change is made, a <em>new</em> connection confirms that one can still come in, and only then is the timer disarmed. Whoever dies in
/// between, the host opens again by itself.
/// </summary>
/// <param name="name">unique on the host, letters and dashes</param>
/// <param name="files">absolute paths that the change writes; put back as they were, or removed where they were absent</param>
/// <param name="activate">POSIX shell that puts the files into force; after an undo it runs again</param>
internal sealed class LockoutGuard(string name, IReadOnlyList<string> files, string activate)
{
    /// <summary>Seconds until the change is undone.</summary>
    private const int RevertAfter = 30;

    private string Unit => $"pspload-guard-{name}";

    private string Folder => $"/var/lib/pspload/guard/{name}";

    /// <summary>Prints <c>guard=armed</c> while a change is not confirmed: it looks done, and will undo itself.</summary>
    public string ProbeScript => $"if [ -e {Folder} ]; then echo guard=armed; else echo guard=none; fi";

    public static bool IsArmed(ProbeResult actual) => actual.Value("guard") == "armed";

    /// <param name="write">POSIX shell that writes <c>files</c></param>
    /// <exception cref="ResourceFailedException">the change could not be made, or shut us out; it is undone</exception>
    public async Task ApplyAsync(IHostShell shell, string write, CancellationToken cancellationToken)
    {
        Frame? last = null;
        await ShellBatches.ApplyAsync(shell, [ArmScript(), $"{write}\n{activate}"], frame => last = frame, cancellationToken);
        if (last is not { Index: 1, ExitCode: 0 })
        {
            await ShellBatches.ApplyAsync(shell, [$"sh {Folder}/revert.sh", DisarmScript()], _ => { }, cancellationToken);
            throw new ResourceFailedException(last?.ExitCode ?? -1, $"{last?.Output}\nthe change was undone");
        }
        if (!await shell.AnswersOnNewConnectionAsync(cancellationToken))
            throw new ResourceFailedException(1, $"with this change the host accepts no new connection; it undoes it by itself within {RevertAfter} s");
        await ShellBatches.ApplyAsync(shell, [DisarmScript()], frame => last = frame, cancellationToken);
        if (last.ExitCode != 0)
            throw new ResourceFailedException(last.ExitCode ?? -1, last.Output);
    }

    /// <summary>An earlier guard that is still armed fires first: its backup is the older truth.</summary>
    private string ArmScript() =>
        $"""
            if systemctl -q is-active {Unit}.timer; then
                systemctl stop {Unit}.timer
                sh {Folder}/revert.sh
            fi
            rm -rf -- {Folder} && mkdir -p -- {Folder}
            {string.Join('\n', files.Select((file, index) => $"if [ -e {Shell.Quote(file)} ]; then cp -p -- {Shell.Quote(file)} {Folder}/{index}; fi"))}
            cat >{Folder}/revert.sh <<'END_OF_REVERT'
            {string.Join(
                '\n',
                files.Select(
                    (file, index) => $"if [ -e {Folder}/{index} ]; then cp -p -- {Folder}/{index} {Shell.Quote(file)}; else rm -f -- {Shell.Quote(file)}; fi"
                )
            )}
            {activate}
            END_OF_REVERT
            systemctl reset-failed {Unit}.service {Unit}.timer 2>/dev/null || true
            systemd-run --quiet --unit={Unit} --on-active={RevertAfter} --timer-property=AccuracySec=100ms sh {Folder}/revert.sh
            """;

    private string DisarmScript() => $"systemctl stop {Unit}.timer\nrm -rf -- {Folder}";
}
