using System.Net;
using System.Text;
using PspLoad.Core.Configuration;
using PspLoad.Core.Environments;
using PspLoad.Roles;
using PspLoad.UnitTests.Architecture;

namespace PspLoad.UnitTests.Core.Environments;

public sealed class EnvironmentReaderTests : IDisposable
{
    private const string Server = """
        domain: psp.test
        hosts:
          - { name: console, address: 10.20.0.10, roles: [console] }
          - { name: app1, address: 10.20.0.31, roles: [app-server], zone: app }
        ssh: { user: ops, keyFile: key, gateway: console, knownHosts: known_hosts }

        """;

    private readonly EnvironmentFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Quick_is_seven_hosts_in_a_lab()
    {
        var file = Path.Combine(Repository.Root, "environments", "quick.yaml");

        var quick = Read(file);

        Assert.Equal(("quick", file, "psp.test"), (quick.Name, quick.File, quick.Domain));
        Assert.Equal(
            ["console 0.0.0.10", "db1 0.0.0.21", "db2 0.0.0.22", "app1 0.0.0.31", "app2 0.0.0.32", "front 0.0.0.41", "outside 0.0.0.99"],
            quick.Hosts.Select(host => $"{host.Name} {host.Address}")
        );
        Assert.Equal(["console", "ca", "dns", "time", "registry", "control"], quick.Gateway.Roles);
        Assert.Equal("internet", quick.Host("outside").Zone);
        Assert.Equal(new KeyValuePair<string, int>("front", 443), Assert.Single(quick.Lab!.Publish));
        Assert.Equal(IPNetwork.Parse("198.18.0.0/15"), quick.Lab.Network);
        Assert.Equal(("ops", 22), (quick.Ssh.User, quick.Ssh.Port));
        Assert.Null(quick.Ssh.GatewayEndpoint);
        Assert.Equal(Path.Combine(quick.StateDirectory, "operator_key"), quick.Ssh.KeyFile);
        Assert.Equal(Path.Combine(quick.StateDirectory, "known_hosts"), quick.Ssh.KnownHostsFile);
    }

    [Fact]
    public void Servers_keep_their_addresses_and_files_are_beside_the_environment()
    {
        var environment = Read(_folder.Write("real.yaml", Server));

        Assert.Null(environment.Lab);
        Assert.Equal(IPAddress.Parse("10.20.0.31"), environment.Host("app1").Address);
        Assert.Equal(_folder.In("key"), environment.Ssh.KeyFile);
        Assert.Null(environment.Ssh.SudoPasswordFile);
        Assert.Equal(_folder.In("real.state"), environment.StateDirectory);
    }

    [Fact]
    public void A_path_may_start_at_home()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

        var environment = Read(_folder.Write("lab.yaml", Lab().Replace("keyFile: key", "keyFile: ~/no/such/key", StringComparison.Ordinal)));

        Assert.Equal(Path.Combine(home, "no", "such", "key"), environment.Ssh.KeyFile);
    }

    [Fact]
    public void The_gateway_may_be_reached_elsewhere()
    {
        var yaml = Server.Replace("user: ops", "user: ops, port: 2200, gatewayAddress: 203.0.113.10:2222", StringComparison.Ordinal);

        var environment = Read(_folder.Write("a.yaml", yaml));

        Assert.Equal(IPEndPoint.Parse("203.0.113.10:2222"), environment.Ssh.GatewayEndpoint);
        Assert.Equal(2200, environment.Ssh.Port);
    }

    [Fact]
    public void A_byte_order_mark_CRLF_and_quotes_change_nothing()
    {
        var windows = Server.ReplaceLineEndings("\r\n").Replace("10.20.0.31", "\"10.20.0.31\"", StringComparison.Ordinal);

        var environment = Read(_folder.Write("a.yaml", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(windows)]));

        Assert.Equal(["console", "app1"], environment.Hosts.Select(host => host.Name));
    }

    [Fact]
    public void The_file_is_printed_as_it_was_given()
    {
        var file = _folder.Write("a.yaml", Server.Replace("domain", "domian", StringComparison.Ordinal));
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), file);

        var result = EnvironmentReader.Read(relative, BuiltInRoles.Catalogue);

        Assert.Equal($"{relative}:1: domian: unknown key; did you mean 'domain'?", result.Errors[0].ToString());
    }

    [Fact]
    public void A_role_complains_of_its_parameters_with_file_and_line()
    {
        var workers = new ConfigurationKey("workers", "a whole number", "default 2", "2");
        var format = new RoleParameterFormat<int?>("sftp", reader => reader.WholeNumber(workers, 1, 64), workers);
        var catalogue = new RoleCatalogue([.. BuiltInRoles.Catalogue.All, new RoleDefinition("sftp", "file exchange", format)]);

        var result = EnvironmentReader.Read(_folder.Write("a.yaml", Server + "parameters:\n  sftp:\n    workers: many\n    wokers: 4\n"), catalogue);

        Assert.Equal(
            [
                "a.yaml:8: parameters.sftp.workers: 'many' is not a whole number; expected a whole number from 1 to 64",
                "a.yaml:9: parameters.sftp.wokers: unknown key; did you mean 'workers'?",
            ],
            _folder.Lines(result.Errors)
        );
    }

    [Fact]
    public void A_role_without_parameters_can_still_name_the_place_of_a_missing_one()
    {
        var relay = new ConfigurationKey("relay", "a host name", "required", "smtp.example");
        var environment = Read(_folder.Write("a.yaml", Server));
        var errors = new List<ConfigurationError>();

        environment.Parameters["control"].Reader([relay], errors).Text(relay);

        Assert.Equal(["a.yaml:1: parameters.control.relay: is missing; expected a host name, for example relay: smtp.example"], _folder.Lines(errors));
    }

    private static string Lab() => Server.Replace("10.20.0", "", StringComparison.Ordinal) + "lab: {}\n";

    private static PspEnvironment Read(string file)
    {
        var result = EnvironmentReader.Read(file, BuiltInRoles.Catalogue);
        Assert.Empty(result.Errors);
        Assert.True(result.IsValid);
        return result.Value;
    }
}
