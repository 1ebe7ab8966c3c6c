using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>
/// Protects changes that can lock the administrator out (sshd, firewall). It first starts a timer on the host that reverts the change. Then it
/// makes the change, confirms with a <em>new</em> connection that login still works, and only then stops the timer. If the run dies in between,
/// the host reverts the change by itself.
/// </summary>
/// <param name="name">unique on the host, letters and dashes</param>
/// <param name="files">absolute paths that the change writes; a revert restores them, or removes those that did not exist</param>
/// <param name="activate">POSIX shell that activates the files; runs again after a revert</param>
internal sealed class LockoutGuard(string name, IReadOnlyList<string> files, string activate)
{
    /// <summary>Seconds until the change is reverted.</summary>
    private const int RevertAfter = 30;

    private string Unit => $"pspload-guard-{name}";

    private string Folder => $"/var/lib/pspload/guard/{name}";

    /// <summary>Prints <c>guard=armed</c> while a change is not confirmed. Such a change looks done but will be reverted.</summary>
    public string ProbeScript => $"if [ -e {Folder} ]; then echo guard=armed; else echo guard=none; fi";

    public static bool IsArmed(ProbeResult actual) => actual.Value("guard") == "armed";

    /// <param name="write">POSIX shell that writes <c>files</c></param>
    /// <exception cref="ResourceFailedException">the change failed or locked us out; it is reverted</exception>
    public async Task ApplyAsync(IHostShell shell, string write, CancellationToken cancellationToken)
    {
        Frame? last = null;
        await ShellBatches.ApplyAsync(shell, [ArmScript(), $"{write}\n{activate}"], frame => last = frame, cancellationToken);
        if (last is not { Index: 1, ExitCode: 0 })
        {
            await ShellBatches.ApplyAsync(shell, [$"sh {Folder}/revert.sh", DisarmScript()], _ => { }, cancellationToken);
            throw new ResourceFailedException(last?.ExitCode ?? -1, $"{last?.Output}\nthe change was reverted");
        }
        if (!await shell.AnswersOnNewConnectionAsync(cancellationToken))
            throw new ResourceFailedException(1, $"after this change the host accepts no new connection; it reverts the change within {RevertAfter} s");
        await ShellBatches.ApplyAsync(shell, [DisarmScript()], frame => last = frame, cancellationToken);
        if (last.ExitCode != 0)
            throw new ResourceFailedException(last.ExitCode ?? -1, last.Output);
    }

    /// <summary>If an earlier guard is still armed, reverts its change first, because its backup holds the older state.</summary>
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
