using PspLoad.Core.Errors;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;

namespace PspLoad.UnitTests.Provisioning.Engine;

/// <summary>Probes, plans and applies on a real shell.</summary>
public sealed class RoleRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LocalShell _shell = new();
    private readonly List<ResourceOutcome> _reported = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_second_run_changes_nothing()
    {
        Resource[] resources = [Directory(_folder["d"]), File(_folder["d/a"], "one\n"), File(_folder["d/b"], "two\n")];

        var first = await RunAsync(resources);
        var second = await RunAsync(resources);

        Assert.All(first, outcome => Assert.Equal(ResourceStatus.Changed, outcome.Status));
        Assert.All(second, outcome => Assert.Equal(ResourceStatus.Ok, outcome.Status));
        Assert.Equal("one\n", System.IO.File.ReadAllText(_folder["d/a"]));
    }

    [Fact]
    public async Task Check_predicts_what_apply_then_does()
    {
        System.IO.File.WriteAllText(_folder["b"], "as declared\n");
        System.IO.File.SetUnixFileMode(_folder["b"], (UnixFileMode)0b110_100_100);
        Resource[] resources = [File(_folder["a"], "new\n"), File(_folder["b"], "as declared\n"), File(_folder["c"], "new too\n")];

        var predicted = await RunAsync(resources, check: true);
        var applied = await RunAsync(resources);

        Assert.Equal(predicted.Select(Brief), applied.OrderBy(outcome => outcome.Resource, StringComparer.Ordinal).Select(Brief));
        Assert.False(System.IO.File.Exists(_folder["a.pspload-new"]));
    }

    [Fact]
    public async Task Everything_is_probed_in_one_round_trip_and_applied_in_one()
    {
        Resource[] resources = [.. Enumerable.Range(0, 30).Select(i => File(_folder[$"f{i}"], $"{i}\n"))];

        await RunAsync(resources);
        Assert.Equal(3, _shell.Scripts.Count); // probe, apply, probe again

        _shell.Scripts.Clear();
        await RunAsync(resources);
        Assert.Single(_shell.Scripts);
    }

    [Fact]
    public async Task A_failure_skips_what_comes_after_it_and_a_second_run_goes_on_there()
    {
        var gate = new GuardedCommand("gate", $"test -e '{_folder["open"]}' && touch '{_folder["passed"]}'") { Creates = _folder["passed"] };
        Resource[] resources = [File(_folder["a"], "a\n"), gate, File(_folder["z"], "z\n")];

        var first = await RunAsync(resources);
        System.IO.File.WriteAllText(_folder["open"], "");
        var second = await RunAsync(resources);

        Assert.Equal([ResourceStatus.Changed, ResourceStatus.Failed, ResourceStatus.Skipped], first.Select(outcome => outcome.Status));
        Assert.Contains("exit code 1", first[1].Message, StringComparison.Ordinal);
        Assert.Equal([ResourceStatus.Ok, ResourceStatus.Changed, ResourceStatus.Changed], second.Select(outcome => outcome.Status));
    }

    [Fact]
    public async Task A_script_that_was_cut_on_its_way_does_nothing_at_any_length()
    {
        Resource[] resources = [File(_folder["a"], new string('x', 2000)), File(_folder["b"], "b\n")];
        Assert.All(await RunAsync(resources), outcome => Assert.Equal(ResourceStatus.Changed, outcome.Status));
        var full = _shell.Scripts[1].Length;
        System.IO.File.Delete(_folder["a"]);
        System.IO.File.Delete(_folder["b"]);
        var plan = await Run(resources).PlanAsync(null, false, TestContext.Current.CancellationToken);

        foreach (var length in Enumerable.Range(0, 40).Select(step => full * step / 40).Append(full - 2))
        {
            _shell.CutAt = length;
            await Assert.ThrowsAsync<OperationFailedException>(() => Run(resources).ApplyAsync(plan, TestContext.Current.CancellationToken));
            Assert.All(System.IO.Directory.GetFileSystemEntries(_folder.Path), entry => Assert.EndsWith(".ndjson", entry, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_change_that_did_not_take_is_a_failure_of_this_run()
    {
        var liar = new GuardedCommand("liar", "true") { Unless = "false" };

        var outcome = Assert.Single(await RunAsync([liar]));

        Assert.Equal(ResourceStatus.Failed, outcome.Status);
        Assert.Contains("still differs", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_reached_is_known_before_anything_is_changed()
    {
        System.IO.Directory.CreateDirectory(_folder["taken"]);

        var outcomes = await RunAsync([File(_folder["a"], "a\n"), File(_folder["taken"], "b\n")]);

        Assert.Equal(ResourceStatus.Failed, outcomes.Single(outcome => outcome.Resource.EndsWith("taken", StringComparison.Ordinal)).Status);
        Assert.False(System.IO.File.Exists(_folder["a"]));
    }

    [Fact]
    public async Task The_journal_holds_every_change_and_its_chain_holds()
    {
        await RunAsync([File(_folder["a"], "a\n"), File(_folder["b"], "b\n")]);

        var lines = System.IO.File.ReadAllLines(_folder["provision.ndjson"]);

        Assert.Equal(2, lines.Length);
        Assert.Null(AuditChain.FindBreak(lines));
        Assert.Equal(2, AuditChain.FindBreak([lines[0].Replace("created", "nothing", StringComparison.Ordinal), lines[1]])!.Line);
        Assert.Equal(1, AuditChain.FindBreak(lines.Skip(1))!.Line);
    }

    private static FileResource File(string path, string text) => new(path, text) { Owner = Environment.UserName, Group = Environment.UserName };

    private static DirectoryResource Directory(string path) => new(path) { Owner = Environment.UserName, Group = Environment.UserName };

    private static (string Resource, ResourceStatus Status, string Message) Brief(ResourceOutcome outcome) =>
        (outcome.Resource, outcome.Status, outcome.Message);

    private RoleRun Run(IReadOnlyList<Resource> resources, AuditJournal? journal = null) =>
        new(new RoleOnHost("app1", "test"), resources, _shell, journal ?? OpenJournal(), _reported.Add);

    private AuditJournal OpenJournal()
    {
        using var journal = AuditJournal.Open(_folder[$"unused-{_reported.Count}.ndjson"], TimeProvider.System, "tester@here");
        return journal;
    }

    private async Task<List<ResourceOutcome>> RunAsync(IReadOnlyList<Resource> resources, bool check = false)
    {
        _reported.Clear();
        using var journal = AuditJournal.Open(_folder["provision.ndjson"], TimeProvider.System, "tester@here");
        var run = Run(resources, journal);
        var plan = await run.PlanAsync(null, false, TestContext.Current.CancellationToken);
        if (check)
            return [.. plan.Outcomes(new RoleOnHost("app1", "test"))];
        await run.ApplyAsync(plan, TestContext.Current.CancellationToken);
        var order = resources.Select(resource => resource.Id).ToList();
        return [.. _reported.GroupBy(outcome => outcome.Resource).Select(group => group.Last()).OrderBy(outcome => order.IndexOf(outcome.Resource))];
    }
}
