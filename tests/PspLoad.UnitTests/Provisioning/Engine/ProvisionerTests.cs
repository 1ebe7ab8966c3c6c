using System.Collections.Concurrent;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Shells;

namespace PspLoad.UnitTests.Provisioning.Engine;

/// <summary>Runs roles that touch one file per host, on a local shell that records its scripts.</summary>
public sealed class ProvisionerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentDictionary<string, LocalShell> _shells = new();
    private readonly HashSet<string> _down = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Everything_is_brought_to_its_state_once()
    {
        var first = await RunAsync(ProvisionOptions.Everything);
        var second = await RunAsync(ProvisionOptions.Everything);

        Assert.Equal((6, true), (first.Count(ResourceStatus.Changed), first.Succeeded));
        Assert.Equal(6, second.Count(ResourceStatus.Ok));
    }

    [Fact]
    public async Task Check_says_what_would_be_changed_and_changes_nothing()
    {
        var predicted = await RunAsync(ProvisionOptions.Everything with { Check = true });

        Assert.Equal(6, predicted.Count(ResourceStatus.Changed));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.done"));
        Assert.False(File.Exists(_folder["provision.ndjson"]));
        Assert.All(_shells.Values, shell => Assert.DoesNotContain(shell.Scripts, script => script.Contains("touch ", StringComparison.Ordinal)));

        var applied = await RunAsync(ProvisionOptions.Everything);
        Assert.Equal(predicted.Outcomes.Select(Brief).Order(), applied.Outcomes.Select(Brief).Order());
    }

    [Fact]
    public async Task A_failure_stops_only_what_depends_on_it()
    {
        var result = await RunAsync(ProvisionOptions.Everything, failing: "base on b");

        Assert.False(result.Succeeded);
        Assert.Equal(["base b"], Where(result, ResourceStatus.Failed));
        Assert.Equal(["app b"], Where(result, ResourceStatus.Skipped));
        Assert.Equal(["app a", "app c", "base a", "base c"], Where(result, ResourceStatus.Changed));
        Assert.Contains("base on b", result.Outcomes.Single(outcome => outcome.Status == ResourceStatus.Skipped).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_that_is_down_keeps_no_other_from_being_finished()
    {
        _down.Add("b");

        var result = await RunAsync(ProvisionOptions.Everything);

        var failed = Assert.Single(result.Outcomes, outcome => outcome.Status == ResourceStatus.Failed);
        Assert.Equal(("b", "no route to b; is it up?"), (failed.Host, failed.Message));
        Assert.Equal(4, result.Count(ResourceStatus.Changed));

        _down.Clear();
        Assert.Equal(2, (await RunAsync(ProvisionOptions.Everything)).Count(ResourceStatus.Changed));
    }

    [Fact]
    public async Task Only_the_named_hosts_and_roles_are_touched()
    {
        var result = await RunAsync(new ProvisionOptions(false, ["a", "c"], ["app"]));

        Assert.Equal(["app a", "app c"], Where(result, ResourceStatus.Changed));
        Assert.Equal(2, result.Outcomes.Count);
        Assert.Equal(["a", "c"], _shells.Keys.Order());
    }

    [Fact]
    public async Task Hosts_are_worked_on_side_by_side()
    {
        var meeting = new Meeting("a", "b", "c");

        var result = await RunAsync(ProvisionOptions.Everything, [new TouchRole("base", _folder.Path, [])], shellOf: host => new MeetingShell(host, meeting));

        Assert.Equal(["base a", "base b", "base c"], Where(result, ResourceStatus.Changed));
    }

    [Fact]
    public async Task Progress_ends_with_the_last_phase_of_every_node()
    {
        var last = new ConcurrentDictionary<RoleOnHost, RolePhase>();

        await RunAsync(ProvisionOptions.Everything, failing: "base on b", onProgress: progress => last[progress.Node] = progress.Phase);

        Assert.Equal(RolePhase.Failed, last[new RoleOnHost("b", "base")]);
        Assert.Equal(RolePhase.Skipped, last[new RoleOnHost("b", "app")]);
        Assert.Equal(4, last.Values.Count(phase => phase == RolePhase.Done));
    }

    private static (string, string, string, ResourceStatus, string) Brief(ResourceOutcome outcome) =>
        (outcome.Host, outcome.Role, outcome.Resource, outcome.Status, outcome.Message);

    private static IEnumerable<string> Where(ProvisionResult result, ResourceStatus status) =>
        result.Outcomes.Where(outcome => outcome.Status == status).Select(outcome => $"{outcome.Role} {outcome.Host}").Order();

    private Task<ProvisionResult> RunAsync(ProvisionOptions options, string failing = "", Action<RoleProgress>? onProgress = null) =>
        RunAsync(options, [new TouchRole("base", _folder.Path, failing.Split(' ')), new TouchRole("app", _folder.Path, [])], onProgress);

    private async Task<ProvisionResult> RunAsync(
        ProvisionOptions options,
        IReadOnlyList<Role> roles,
        Action<RoleProgress>? onProgress = null,
        Func<string, IHostShell>? shellOf = null
    )
    {
        using var journal = options.Check ? null : AuditJournal.Open(_folder["provision.ndjson"], TimeProvider.System, "tester@here");
        var environment = Fleet.In(_folder.Path, "a:base,app", "b:base,app", "c:base,app");
        var secrets = SecretStore.Open(_folder["secrets.sealed"], SecretKey.FromFile(_folder["key"]));
        var provisioner = new Provisioner(
            environment,
            roles,
            host => shellOf?.Invoke(host.Name) ?? (_down.Contains(host.Name) ? new NoShell(host.Name) : _shells.GetOrAdd(host.Name, _ => new LocalShell())),
            secrets,
            journal ?? AuditJournal.None,
            TimeProvider.System
        );
        return await provisioner.RunAsync(options, onProgress ?? (_ => { }), TestContext.Current.CancellationToken);
    }

    /// <summary>Makes a file on each host. The role <c>app</c> waits for <c>base</c> on its host.</summary>
    private sealed class TouchRole(string name, string folder, string[] failing) : Role
    {
        public override RoleDefinition Definition { get; } =
            new(name, "a file", RoleParameterFormat.None(name), name == "app" ? [RoleNeed.OnThisHost("base")] : []);

        public override IEnumerable<Resource> Resources(RoleContext context)
        {
            var file = Path.Combine(folder, $"{context.Host.Name}-{name}.done");
            yield return failing is [var role, "on", var host] && role == name && host == context.Host.Name
                ? new GuardedCommand("touch", "exit 1") { Creates = file }
                : new GuardedCommand("touch", $"touch '{file}'") { Creates = file };
        }

        public override IEnumerable<Check> Checks(RoleContext context) => [];
    }

    /// <summary>Completes when everybody has come.</summary>
    private sealed class Meeting(params string[] everybody)
    {
        private readonly ConcurrentDictionary<string, bool> _come = new();
        private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task ComeAsync(string who, CancellationToken cancellationToken)
        {
            _come[who] = true;
            if (everybody.All(_come.ContainsKey))
                _all.TrySetResult();
            return _all.Task.WaitAsync(TimeSpan.FromSeconds(30), cancellationToken);
        }
    }

    /// <summary>Waits before a change until all hosts are about to change. Sequential changes would run into the time limit.</summary>
    private sealed class MeetingShell(string host, Meeting meeting) : IHostShell
    {
        private readonly LocalShell _inner = new();

        public async Task<int> RunAsync(string script, Action<string> onLine, CancellationToken cancellationToken)
        {
            if (script.Contains("touch '", StringComparison.Ordinal))
                await meeting.ComeAsync(host, cancellationToken);
            return await _inner.RunAsync(script, onLine, cancellationToken);
        }

        public Task PutFileAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken) =>
            _inner.PutFileAsync(path, content, rights, cancellationToken);

        public Task<bool> AnswersOnNewConnectionAsync(CancellationToken cancellationToken) => _inner.AnswersOnNewConnectionAsync(cancellationToken);
    }

    private sealed class NoShell(string host) : IHostShell
    {
        public Task<int> RunAsync(string script, Action<string> onLine, CancellationToken cancellationToken) =>
            throw new OperationFailedException(ExitCode.ProvisioningFailed, $"no route to {host}", "is it up?");

        public Task PutFileAsync(string path, Stream content, FileRights rights, CancellationToken cancellationToken) =>
            throw new OperationFailedException(ExitCode.ProvisioningFailed, $"no route to {host}", "is it up?");

        public Task<bool> AnswersOnNewConnectionAsync(CancellationToken cancellationToken) => Task.FromResult(false);
    }
}
