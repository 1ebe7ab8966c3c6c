using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.UnitTests.Provisioning.Resources;

/// <summary>
/// Uses a fake systemctl. It keeps a unit's state in the files <c>/run/active</c> and <c>/run/enabled</c>, and logs its arguments to <c>/run/log</c>.
/// </summary>
public sealed class ServiceResourceTests : IDisposable
{
    private static readonly FileResource s_configuration = new("/etc/daemon.conf", "one\n");
    private static readonly ServiceResource s_service = new("daemon.service") { RestartedBy = [s_configuration] };
    private readonly SandboxShell _shell = SandboxShell.Create();

    public ServiceResourceTests() => Systemctl(type: "notify", start: "touch /run/active");

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task It_is_enabled_and_started_once()
    {
        Assert.Equal("enabled, started", (await _shell.ConvergeAsync(s_service)).Summary);

        Assert.Equal(["daemon-reload", "enable", "restart"], Asked());
    }

    [Fact]
    public async Task A_changed_file_restarts_it_and_a_reload_is_enough_where_declared()
    {
        await _shell.ConvergeAsync(s_service);
        File.Delete(_shell.Outside("/run/log"));

        await _shell.ConvergeAsync(s_service with { RestartedBy = [new FileResource(s_configuration.Path, "two\n")], Reload = true });

        Assert.Equal(["daemon-reload", "reload-or-restart"], Asked());
    }

    [Fact]
    public async Task What_was_killed_between_the_file_and_the_restart_is_made_good()
    {
        await RunAsync([s_configuration, s_service]);
        var changed = new FileResource(s_configuration.Path, "two\n");
        Resource[] next = [changed, new GuardedCommand("the kill", "kill -9 $$") { Unless = "false" }, s_service with { RestartedBy = [changed] }];
        Assert.Equal([ResourceStatus.Changed, ResourceStatus.Failed, ResourceStatus.Skipped], (await RunAsync(next)).Select(outcome => outcome.Status));
        File.Delete(_shell.Outside("/run/log"));

        // The file is as declared by now, so only the stamp shows that a restart is due.
        var outcomes = await RunAsync([changed, s_service with { RestartedBy = [changed] }]);

        Assert.Equal([ResourceStatus.Ok, ResourceStatus.Changed], outcomes.Select(outcome => outcome.Status));
        Assert.Contains("restart", Asked());
    }

    [Fact]
    public async Task A_later_change_of_the_same_run_does_not_undo_the_stamp()
    {
        var later = new InteractiveFile("/etc/later");

        var outcomes = await RunAsync([s_configuration, s_service, later]);

        Assert.All(outcomes, outcome => Assert.Equal(ResourceStatus.Changed, outcome.Status));
        Assert.All(await RunAsync([s_configuration, s_service, later]), outcome => Assert.Equal(ResourceStatus.Ok, outcome.Status));
    }

    [Fact]
    public async Task A_failed_restart_is_a_failure_with_the_units_status()
    {
        Systemctl(type: "notify", start: "echo 'Job failed' >&2; exit 1");

        Assert.Contains("the unit's last lines", await _shell.FailAsync(s_service), StringComparison.Ordinal);
        Assert.False(File.Exists(_shell.Outside("/var/lib/pspload/service/daemon.service")));
    }

    [Fact]
    public async Task A_service_that_dies_right_after_its_start_is_a_failure_of_this_run()
    {
        Systemctl(type: "simple", start: "touch /run/active; (sleep 0.3; rm /run/active) >/dev/null 2>&1 &");

        Assert.Contains("the unit's last lines", await _shell.FailAsync(s_service), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_drop_in_is_made_known_to_the_manager()
    {
        var dropIn = new SystemdDropIn("daemon.service", "pspload.conf", "[Service]\nNice=5\n");
        await _shell.ConvergeAsync(dropIn);
        Assert.Equal("[Service]\nNice=5\n", File.ReadAllText(_shell.Outside("/etc/systemd/system/daemon.service.d/pspload.conf")));

        File.WriteAllText(_shell.Outside("/run/stale"), "");

        Assert.Equal("made known to systemd", (await _shell.ConvergeAsync(dropIn)).Summary);
    }

    private string[] Asked() => File.ReadAllLines(_shell.Outside("/run/log"));

    private void Systemctl(string type, string start) =>
        _shell.Program(
            "systemctl",
            $$"""
            verb=; for word in "$@"; do case $word in -*) ;; *) verb=$word; break ;; esac; done
            case $verb in
                is-active) [ -e /run/active ] && echo active || { echo inactive; exit 3; } ;;
                is-enabled) [ -e /run/enabled ] && echo enabled || { echo disabled; exit 1; } ;;
                show) case "$*" in *NeedDaemonReload*) [ -e /run/stale ] && echo yes || echo no ;; *) echo {{type}} ;; esac ;;
                status) echo "the unit's last lines" ;;
                *)
                    echo $verb >>/run/log
                    case $verb in
                        daemon-reload) rm -f /run/stale ;;
                        enable) touch /run/enabled ;;
                        restart | reload-or-restart) {{start}} ;;
                    esac ;;
            esac
            """
        );

    private async Task<List<ResourceOutcome>> RunAsync(IReadOnlyList<Resource> resources)
    {
        var outcomes = new List<ResourceOutcome>();
        using var folder = new TemporaryFolder();
        using var journal = AuditJournal.Open(folder["provision.ndjson"], TimeProvider.System, "tester@here");
        var run = new RoleRun(new RoleOnHost("app1", "test"), resources, _shell, journal, outcomes.Add);
        await run.ApplyAsync(await run.PlanAsync(null, false, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
        return outcomes;
    }

    /// <summary>A resource that needs more than a script to apply, like certificates and firewalls.</summary>
    private sealed record InteractiveFile(string Path) : Resource
    {
        public override string Id => $"interactive {Path}";

        public override string ProbeScript => $"if [ -e {Path} ]; then echo yes; else echo no; fi";

        public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
            actual.Output == "yes"
                ? StateComparison.AsDeclared
                : new StateComparison.Differs(new Change("made", "absent", "present") { Apply = async (shell, _) => await shell.AskAsync($"touch {Path}") });
    }
}
