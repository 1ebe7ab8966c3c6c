using PspLoad.Core.Errors;
using PspLoad.IntegrationTests.Lab;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Ssh;
using PspLoad.Provisioning.Ssh.Connections;

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>A change that would lock the administrator out undoes itself.</summary>
[Collection(OneWholeLab.Name)]
public sealed class NobodyIsLockedOut(LabFixture lab)
{
    [Theory]
    [InlineData("sshd")]
    [InlineData("firewall")]
    public async Task A_change_that_shuts_everybody_out_is_undone_by_the_host(string kind)
    {
        var environment = await lab.AttachedAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        Resource mistake =
            kind == "sshd"
                ? new SshdDropIn("05-mistake.conf", "AllowUsers nobody\n")
                : new NftablesTable("mistake", "chain input { type filter hook input priority -3; ct state established,related accept; tcp dport 22 drop; }");
        await using var fleet = new SshFleet(environment);
        var shell = new SshHostShell(fleet.Host("app2"), () => new SshFleet(environment, Impatient));
        var outcomes = new List<ResourceOutcome>();

        using var journal = AuditJournal.Open(Path.Combine(environment.StateDirectory, $"{kind}.ndjson"), TimeProvider.System, "tester@here");
        var run = new RoleRun(new RoleOnHost("app2", "mistake"), [mistake], shell, journal, outcomes.Add);
        var succeeded = await run.ApplyAsync(await run.PlanAsync(null, false, cancellationToken), cancellationToken);

        Assert.False(succeeded);
        Assert.Contains("accepts no new connection", Assert.Single(outcomes).Output, StringComparison.Ordinal);
        Assert.True(await ComesBackAsync(environment, cancellationToken));
        var again = await run.PlanAsync(null, false, cancellationToken);
        Assert.IsType<StateComparison.Differs>(Assert.Single(again.Resources).Comparison);
    }

    private static SshOptions Impatient => SshOptions.Default with { ConnectTimeout = TimeSpan.FromSeconds(2), ConnectAttempts = 1 };

    /// <summary>The host's timer fires after 30 s. This tries new connections for a minute, until one succeeds.</summary>
    private static async Task<bool> ComesBackAsync(Core.Environments.PspEnvironment environment, CancellationToken cancellationToken)
    {
        for (var deadline = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromMinutes(1); )
        {
            try
            {
                await using var another = new SshFleet(environment, Impatient);
                await another.Host("app2").RunAsync("true", cancellationToken: cancellationToken);
                return true;
            }
            catch (OperationFailedException)
            {
                // The host still refuses connections.
            }
        }
        return false;
    }
}
