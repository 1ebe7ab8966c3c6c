using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.Console;

/// <summary>
/// The console is the only way in for administration. sshd accepts keys of the named user only, and the firewall of every other host accepts
/// port 22 from the console only.
/// </summary>
public sealed class ConsoleRole : Role
{
    public const string RoleName = "console";
    public const string Table = "pspload_access";

    public override RoleDefinition Definition { get; } =
        new(RoleName, "the only way in for administration", RoleParameterFormat.None(RoleName)) { IsGateway = true };

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        var packages = new PackagesResource("nftables", "openssh-server");
        yield return packages;
        yield return new SshdDropIn("10-pspload.conf", TemplateText.Render("Console/sshd.liquid", new { User = context.Environment.Ssh.User }));
        yield return new NftablesTable(
            Table,
            TemplateText.Render(
                "Console/access.liquid",
                new
                {
                    IsConsole = IsConsole(context.Host, context),
                    Console = context.Environment.Gateway.Address.ToString(),
                    context.Environment.Ssh.Port,
                }
            )
        );
        yield return NftablesTable.BootUnit;
        yield return new ServiceResource("pspload-firewall.service") { RestartedBy = [NftablesTable.BootUnit] };
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        var port = context.Environment.Ssh.Port;
        var others = context.Environment.Hosts.Where(host => host != context.Host && !IsConsole(host, context)).ToList();
        yield return IsConsole(context.Host, context)
            ? new Check($"the console reaches port {port} of every host", context.Host.Name, Probes(others, port, expectOpen: true), "1.2.5")
            : new Check($"{context.Host.Name} reaches port {port} of no other host", context.Host.Name, Probes(others, port, expectOpen: false), "1.3.1");
        yield return new Check(
            $"{context.Host.Name} takes no password, no root and nobody but {context.Environment.Ssh.User}",
            context.Host.Name,
            $$"""
            settings=$(sshd -T -C 'user={{context.Environment.Ssh.User}},host=any,addr=192.0.2.1')
            for wanted in 'passwordauthentication no' 'kbdinteractiveauthentication no' 'permitrootlogin no' 'allowusers {{context.Environment.Ssh.User}}' 'permitemptypasswords no'; do
                echo "$settings" | grep -qx "$wanted" || { echo "sshd does not have: $wanted"; exit 1; }
                echo "$wanted"
            done
            # What is configured and what runs are two things: the running daemon must have been started or reloaded since.
            systemctl is-active ssh.service
            """,
            "2.2.2",
            "2.2.6"
        );
        yield return new Check(
            $"{context.Host.Name}'s firewall is loaded at boot",
            context.Host.Name,
            "systemctl is-enabled pspload-firewall.service",
            "1.2.8"
        );
        if (IsConsole(context.Host, context))
            yield return new Check("the console asks for a second factor", context.Host.Name, SecondFactor(context), "8.4.1", "8.4.2");
    }

    private static bool IsConsole(HostDefinition host, RoleContext context) => host.Name == context.Environment.Ssh.Gateway;

    /// <summary>Probes all hosts in parallel, at most two seconds each, and prints each result.</summary>
    private static string Probes(IEnumerable<HostDefinition> hosts, int port, bool expectOpen) =>
        "set --\n"
        + string.Join('\n', hosts.Select(host => $"set -- \"$@\" {host.Name}={host.Address}"))
        + $$"""

            result=$(for peer in "$@"; do
                ( if timeout 2 bash -c "exec 3<>/dev/tcp/${peer#*=}/{{port}}" 2>/dev/null; then echo "${peer%=*} open"; else echo "${peer%=*} closed"; fi ) &
            done; wait)
            echo "$result" | sort
            [ "$(echo "$result" | grep -c ' {{(expectOpen ? "open" : "closed")}}$')" -eq $# ]
            """;

    private static string SecondFactor(RoleContext context) =>
        context.IsLab
            ? $"echo 'a lab: the operator key is the only factor'; exit {Check.StandIn}"
            : """
                sshd -T | grep '^authenticationmethods ' || { echo 'sshd asks for one factor'; exit 1; }
                sshd -T | grep -Eq '^authenticationmethods .*publickey,keyboard-interactive'
                """;
}
