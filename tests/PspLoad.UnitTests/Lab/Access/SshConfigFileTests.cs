using System.Net;
using PspLoad.Core.Environments;
using PspLoad.Lab.Access;

namespace PspLoad.UnitTests.Lab.Access;

public sealed class SshConfigFileTests
{
    [Fact]
    public void The_gateway_has_its_published_endpoint_and_other_hosts_go_through_it()
    {
        var text = SshConfigFile.Text(Environment("/home/me/quick.yaml"));
        Assert.Contains("Host console\n  HostName 127.0.0.1\n  Port 20417\n  HostKeyAlias console\n\n", text);
        Assert.Contains(
            "Host app1\n  HostName 198.18.7.13\n  Port 22\n  HostKeyAlias app1\n  ProxyCommand ssh -F '/home/me/quick.state/ssh_config' -W [%h]:%p console\n\n",
            text
        );
    }

    [Fact]
    public void Host_keys_are_checked_strictly_and_the_identity_is_the_environments_key()
    {
        var lines = SshConfigFile.Text(Environment("/home/me/quick.yaml")).Split('\n').SkipWhile(line => line != "Host *").ToList();
        Assert.Contains("  StrictHostKeyChecking yes", lines);
        Assert.Contains("  UserKnownHostsFile \"/home/me/quick.state/known_hosts\"", lines);
        Assert.Contains("  GlobalKnownHostsFile none", lines);
        Assert.Contains("  IdentityFile \"/home/me/quick.state/id\"", lines);
        Assert.Contains("  IdentitiesOnly yes", lines);
        Assert.Contains("  ControlMaster no", lines);
    }

    [Fact]
    public void A_path_with_spaces_and_percent_signs_stays_one_path()
    {
        Assert.Contains("IdentityFile \"/home/my 100%% \\\"files\\\"/quick.state/id\"", SshConfigFile.Text(Environment("/home/my 100% \"files\"/quick.yaml")));
        Assert.Contains(
            @"ProxyCommand ssh -F '/home/my 100%% '\''files'\''/quick.state/ssh_config' -W",
            SshConfigFile.Text(Environment("/home/my 100% 'files'/quick.yaml"))
        );
    }

    private static PspEnvironment Environment(string file)
    {
        var state = Path.ChangeExtension(file, ".state");
        return new PspEnvironment(
            "quick",
            file,
            "psp.test",
            [new HostDefinition("console", IPAddress.Parse("198.18.7.10"), [], null), new HostDefinition("app1", IPAddress.Parse("198.18.7.13"), [], null)],
            new SshSettings(
                "ops",
                22,
                Path.Combine(state, "id"),
                "console",
                new IPEndPoint(IPAddress.Loopback, 20417),
                Path.Combine(state, "known_hosts"),
                null
            ),
            Lab: null,
            new Dictionary<string, RoleParameters>()
        );
    }
}
