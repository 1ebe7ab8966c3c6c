using System.Net;
using PspLoad.Core.Environments;

namespace PspLoad.IntegrationTests.Lab;

/// <summary>A lab environment in its own folder. The folder identifies the lab, so the lab is separate too.</summary>
internal static class LabEnvironment
{
    /// <param name="folder">folder of the environment file and its state</param>
    /// <param name="hosts">the first is the gateway; they get the numbers 10, 11, …</param>
    public static PspEnvironment In(string folder, params string[] hosts)
    {
        var file = Path.Combine(folder, "test.yaml");
        var state = Path.ChangeExtension(file, ".state");
        return new PspEnvironment(
            "test",
            file,
            "psp.test",
            [.. hosts.Select((name, index) => new HostDefinition(name, new IPAddress([0, 0, 0, (byte)(10 + index)]), [], Zone: null))],
            new SshSettings(
                "ops",
                22,
                Path.Combine(state, "operator_key"),
                hosts[0],
                GatewayEndpoint: null,
                Path.Combine(state, "known_hosts"),
                SudoPasswordFile: null
            ),
            new LabSettings(
                IPNetwork.Parse("198.18.0.0/15"),
                hosts.Contains("front") ? new Dictionary<string, int> { ["front"] = 443 } : [],
                new Dictionary<string, int>()
            ),
            new Dictionary<string, RoleParameters>()
        );
    }
}
