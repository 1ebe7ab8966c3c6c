using PspLoad.Core.Environments;
using PspLoad.Roles;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Dns;
using PspLoad.Roles.Time;

namespace PspLoad.UnitTests.Core.Environments;

public sealed class RoleParametersTests : IDisposable
{
    private const string Server = """
        domain: psp.test
        hosts:
          - { name: console, address: 10.20.0.10, roles: [console, ca, dns, time] }
        ssh: { user: ops, gateway: console, keyFile: key, knownHosts: known_hosts }

        """;

    private readonly EnvironmentFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_role_gets_what_is_written()
    {
        var environment = Read(
            Server
                + """
                parameters:
                  ca: { certificateDays: 90 }
                  dns: { forwarders: [192.0.2.53, 192.0.2.54], ttl: 60 }
                  time: { sources: [ntp1.example.net, 192.0.2.123] }
                """
        );

        Assert.Equal(90, CaParameters.Format.Of(environment).CertificateDays);
        Assert.Equal(["192.0.2.53", "192.0.2.54"], DnsParameters.Format.Of(environment).Forwarders.Select(forwarder => forwarder.ToString()));
        Assert.Equal(60, DnsParameters.Format.Of(environment).TtlSeconds);
        Assert.Equal(["ntp1.example.net", "192.0.2.123"], TimeParameters.Format.Of(environment).Sources);
    }

    [Fact]
    public void And_its_defaults_where_nothing_is_written()
    {
        var environment = Read(Server);

        Assert.Equal(new CaParameters(365), CaParameters.Format.Of(environment));
        Assert.Empty(DnsParameters.Format.Of(environment).Forwarders);
        Assert.Equal(300, DnsParameters.Format.Of(environment).TtlSeconds);
        Assert.Empty(TimeParameters.Format.Of(environment).Sources);
    }

    private PspEnvironment Read(string text)
    {
        var result = EnvironmentReader.Read(_folder.Write("a.yaml", text), BuiltInRoles.Catalogue);
        Assert.Empty(result.Errors);
        return result.Value!;
    }
}
