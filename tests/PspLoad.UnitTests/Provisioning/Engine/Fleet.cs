using System.Net;
using PspLoad.Core.Environments;

namespace PspLoad.UnitTests.Provisioning.Engine;

/// <summary>An environment for tests: hosts 192.0.2.10, .11, …</summary>
internal static class Fleet
{
    /// <param name="hosts"><c>name</c> or <c>name:role,role</c>; the first is the gateway</param>
    public static PspEnvironment In(string folder, params string[] hosts) =>
        new(
            "test",
            Path.Combine(folder, "test.yaml"),
            "psp.test",
            [
                .. hosts.Select(
                    (host, index) =>
                        new HostDefinition(
                            host.Split(':')[0],
                            new IPAddress([192, 0, 2, (byte)(10 + index)]),
                            host.Contains(':') ? [.. host.Split(':')[1].Split(',')] : [],
                            Zone: null
                        )
                ),
            ],
            new SshSettings(
                "ops",
                22,
                Path.Combine(folder, "key"),
                hosts[0].Split(':')[0],
                GatewayEndpoint: null,
                Path.Combine(folder, "known_hosts"),
                SudoPasswordFile: null
            ),
            Lab: null,
            new Dictionary<string, RoleParameters>()
        );
}
