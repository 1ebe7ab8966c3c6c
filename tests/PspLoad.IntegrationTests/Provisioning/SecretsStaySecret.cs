using System.Text;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Ssh;

namespace PspLoad.IntegrationTests.Provisioning;

/// <summary>A secret is in its declared place, sealed in the environment's state directory, and nowhere else.</summary>
[Collection(OneFleet.Name)]
public sealed class SecretsStaySecret(ProvisionedFleet fleet)
{
    [Fact]
    public async Task No_secret_is_in_anything_that_a_run_wrote()
    {
        await fleet.ReadyAsync();
        await fleet.MadeGoodAsync();
        await fleet.OnHostAsync("app1", "rm /etc/ntpsec/ntp.conf; rm -r /etc/pspload/tls");
        var differing = await fleet.RunAsync("provision", "-v", "--diff");
        Assert.Contains("--- app1: file /etc/ntpsec/ntp.conf\n", differing.Output, StringComparison.Ordinal);
        Assert.Contains("\n+driftfile ", differing.Output, StringComparison.Ordinal);
        var told = differing.ToString() + fleet.FirstRun + fleet.Plan;
        var written = Directory
            .EnumerateFiles(fleet.StateDirectory)
            .Where(file => Path.GetFileName(file) is not ("operator_key" or "secrets.key" or "secrets.sealed"))
            .Select(File.ReadAllText);

        Assert.All(written.Append(told), text => Assert.DoesNotContain("PRIVATE KEY", text, StringComparison.Ordinal));
        Assert.Equal(-1, File.ReadAllBytes(Path.Combine(fleet.StateDirectory, "secrets.sealed")).AsSpan().IndexOf("PRIVATE KEY"u8));
        // No host has the authority's keys: the only private key below /etc is the host's own.
        foreach (var host in fleet.Environment.Hosts)
        {
            var keys = await fleet.OnHostAsync(
                host.Name,
                "grep -rls -e '-----BEGIN.*PRIVAT[E] KEY' /etc /var/lib/pspload /var/log /root /home /tmp /usr/local | sort"
            );
            Assert.Equal("/etc/pspload/tls/host.key\n/etc/ssh/ssh_host_ed25519_key", keys);
        }
        Assert.All(Directory.EnumerateFiles(fleet.StateDirectory, "secrets.*"), file =>
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file))
        );
    }

    [Fact]
    public async Task A_password_on_its_way_to_a_host_is_in_no_process_list_no_log_and_no_journal()
    {
        await fleet.ReadyAsync();
        var cancellationToken = TestContext.Current.CancellationToken;
        var environment = fleet.Environment with
        {
            Hosts = [.. fleet.Environment.Hosts.Select(host => host with { Roles = host.Name == "app1" ? [PasswordRole.RoleName] : [] })],
        };
        var secrets = SecretStore.Open(
            Path.Combine(fleet.StateDirectory, "secrets.sealed"),
            SecretKey.FromFile(Path.Combine(fleet.StateDirectory, "secrets.key"))
        );
        var password = secrets.Password(PasswordRole.Secret);
        var journal = Path.Combine(fleet.StateDirectory, "password.ndjson");
        ProvisionResult result;
        using (var audit = AuditJournal.Open(journal, TimeProvider.System, "tester@here"))
        await using (var ssh = new SshFleet(environment))
        {
            var provisioner = new Provisioner(
                environment,
                [new PasswordRole()],
                host => new SshHostShell(ssh.Host(host.Name), () => new SshFleet(environment)),
                secrets,
                audit,
                TimeProvider.System
            );
            result = await provisioner.RunAsync(new ProvisionOptions(Check: false, [], []), _ => { }, cancellationToken);
        }

        Assert.Equal(ResourceStatus.Changed, Assert.Single(result.Outcomes).Status);
        Assert.Contains("sh -s", await fleet.OnHostAsync("app1", $"cat {PasswordRole.ProcessList}"), StringComparison.Ordinal);
        foreach (var text in new[] { password, Convert.ToBase64String(Encoding.UTF8.GetBytes(password)) })
        {
            // The first letter is a character class of one, so that grep does not find its own command line.
            var found = await fleet.OnHostAsync(
                "app1",
                $"grep -rls -e '[{text[0]}]{text[1..].TrimEnd('=')}' /etc /var /run /root /home /tmp /usr/local || true"
            );
            Assert.Equal(text == password ? PasswordRole.File : "", found);
            Assert.All(
                Directory
                    .EnumerateFiles(fleet.StateDirectory)
                    .Where(file => !file.EndsWith(".lock", StringComparison.Ordinal))
                    .Select(File.ReadAllText)
                    .Append(string.Join('\n', result.Outcomes)),
                written => Assert.DoesNotContain(text, written, StringComparison.Ordinal)
            );
        }
        Assert.Contains(PasswordRole.File, await File.ReadAllTextAsync(journal, cancellationToken), StringComparison.Ordinal);
        await fleet.OnHostAsync("app1", $"rm {PasswordRole.File} {PasswordRole.ProcessList}");
    }
}
