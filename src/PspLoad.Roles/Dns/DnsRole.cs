using System.Net;
using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Console;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.Dns;

/// <summary>
/// BIND on the hosts with the role: forward and reverse names of the fleet, recursion for the fleet only, no zone transfers. Every host uses
/// it.
/// </summary>
public sealed class DnsRole : Role
{
    public const string RoleName = "dns";
    private const string ZoneFolder = "/etc/bind/pspload";

    public override RoleDefinition Definition { get; } =
        new(RoleName, "names of the fleet, forward and reverse", DnsParameters.Format, RoleNeed.After(ConsoleRole.RoleName));

    public override IEnumerable<HostDefinition> HostsBefore(RoleContext context) => context.Has(Name) ? [] : Servers(context);

    public override IEnumerable<Resource> Resources(RoleContext context) => context.Has(Name) ? [.. Server(context), .. Client(context)] : Client(context);

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        var servers = Servers(context);
        if (context.Has(Name))
        {
            yield return new Check("the zones are valid", context.Host.Name, ZoneChecks(context));
            yield break;
        }
        yield return new Check(
            $"{context.Host.Name} resolves every host forward and reverse at every name server",
            context.Host.Name,
            string.Join('\n', from server in servers from host in context.Environment.Hosts select Lookups(server, host, context.Environment.Domain))
                + "\nexit 0"
        );
        yield return new Check(
            $"{context.Host.Name}'s own resolver finds the fleet",
            context.Host.Name,
            $"getent ahostsv4 {context.Environment.Gateway.Name} | grep -F {context.Environment.Gateway.Address}"
        );
        yield return new Check(
            $"{context.Host.Name} is refused a zone transfer",
            context.Host.Name,
            string.Join(
                '\n',
                servers.Select(server =>
                    $"dig +time=2 +tries=1 @{server.Address} {context.Environment.Domain} AXFR | tee /dev/stderr | grep -q 'Transfer failed' || exit 1"
                )
            ),
            "1.4.5",
            "2.2.4"
        );
    }

    private static List<HostDefinition> Servers(RoleContext context) => [.. context.Environment.HostsWith(RoleName)];

    private static IEnumerable<Resource> Server(RoleContext context)
    {
        var subnets = context.Environment.Hosts.Select(host => Subnet(host.Address)).Distinct().ToList();
        var options = new FileResource(
            "/etc/bind/named.conf.options",
            TemplateText.Render(
                "Dns/options.liquid",
                new
                {
                    Address = context.Host.Address.ToString(),
                    Fleet = subnets,
                    Forwarders = context.Parameters(DnsParameters.Format).Forwarders.Select(forwarder => forwarder.ToString()).ToList(),
                }
            )
        )
        {
            Group = "bind",
            ValidateWith = "named-checkconf {}",
        };
        var forward = new ZoneResource($"{ZoneFolder}/{context.Environment.Domain}.zone", ForwardZone(context), context.Clock);
        var reverse = subnets
            .Select(subnet => new ZoneResource($"{ZoneFolder}/{ReverseName(subnet)}.zone", ReverseZone(context, subnet), context.Clock))
            .ToList();
        var local = new FileResource(
            "/etc/bind/named.conf.local",
            TemplateText.Render(
                "Dns/local.liquid",
                new { Folder = ZoneFolder, Zones = new[] { context.Environment.Domain }.Concat(subnets.Select(ReverseName)).ToList() }
            )
        )
        {
            Group = "bind",
        };
        return
        [
            new PackagesResource("bind9", "bind9-dnsutils"),
            new DirectoryResource(ZoneFolder) { Group = "bind" },
            options,
            forward,
            .. reverse,
            local,
            new ServiceResource("named.service") { RestartedBy = [options, forward, .. reverse, local] },
        ];
    }

    private static IEnumerable<Resource> Client(RoleContext context)
    {
        yield return new PackagesResource("bind9-dnsutils");
        if (context.IsLab)
        {
            // The container engine mounts its own resolv.conf over the host's at every start. This unit restores the host's.
            var unit = new FileResource("/etc/systemd/system/pspload-resolv.service", TemplateText.Render("Dns/resolv-unit.liquid", new { }));
            yield return new GuardedCommand("take the engine's resolv.conf away", "umount /etc/resolv.conf") { Unless = "! mountpoint -q /etc/resolv.conf" };
            yield return unit;
            yield return new ServiceResource("pspload-resolv.service") { RestartedBy = [unit] };
        }
        yield return new FileResource(
            "/etc/resolv.conf",
            TemplateText.Render(
                "Dns/resolv.liquid",
                new { context.Environment.Domain, Servers = Servers(context).Select(server => server.Address.ToString()).ToList() }
            )
        );
    }

    private static ZoneText ForwardZone(RoleContext context) =>
        new(
            context.Environment.Domain,
            Ttl(context),
            PrimaryName(context),
            ServerNames(context),
            [.. context.Environment.Hosts.Select(host => $"{host.Name} IN A {host.Address}")]
        );

    private static ZoneText ReverseZone(RoleContext context, string subnet) =>
        new(
            ReverseName(subnet),
            Ttl(context),
            PrimaryName(context),
            ServerNames(context),
            [
                .. context
                    .Environment.Hosts.Where(host => Subnet(host.Address) == subnet)
                    .Select(host => $"{host.Address.GetAddressBytes()[3]} IN PTR {host.Name}.{context.Environment.Domain}."),
            ]
        );

    private static int Ttl(RoleContext context) => context.Parameters(DnsParameters.Format).TtlSeconds;

    private static string PrimaryName(RoleContext context) => ServerNames(context)[0];

    private static List<string> ServerNames(RoleContext context) => [.. Servers(context).Select(server => $"{server.Name}.{context.Environment.Domain}.")];

    /// <returns><c>198.18.7.0/24</c></returns>
    private static string Subnet(IPAddress address) => new IPNetwork(new IPAddress([.. address.GetAddressBytes()[..3], 0]), 24).ToString();

    /// <returns><c>7.18.198.in-addr.arpa</c> (RFC 1035, 3.5)</returns>
    private static string ReverseName(string subnet) => string.Join('.', subnet.Split('/')[0].Split('.')[..3].Reverse()) + ".in-addr.arpa";

    private static string Lookups(HostDefinition server, HostDefinition host, string domain) =>
        $$"""
            found=$(dig +short +time=2 +tries=2 @{{server.Address}} {{host.Name}}.{{domain}} A); echo "{{host.Name}}.{{domain}} $found"
            [ "$found" = {{host.Address}} ] || exit 1
            found=$(dig +short +time=2 +tries=2 @{{server.Address}} -x {{host.Address}}); echo "{{host.Address}} $found"
            [ "$found" = {{Shell.Quote($"{host.Name}.{domain}.")}} ] || exit 1
            """;

    private static string ZoneChecks(RoleContext context) =>
        string.Join(
            '\n',
            new[] { context.Environment.Domain }
                .Concat(context.Environment.Hosts.Select(host => ReverseName(Subnet(host.Address))).Distinct())
                .Select(zone => $"named-checkzone -q {zone} {ZoneFolder}/{zone}.zone || exit 1\necho {zone} valid")
        );
}
