using PspLoad.Core.Environments;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Dns;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.Time;

/// <summary>
/// Common time for the fleet: hosts with the role ask the external sources that the environment names, and all other hosts ask them. Lab
/// containers share the machine's clock, so nothing is disciplined there and the servers are their own source (orphan mode).
/// </summary>
public sealed class TimeRole : Role
{
    public const string RoleName = "time";
    public override RoleDefinition Definition { get; } = new(RoleName, "one clock", TimeParameters.Format, RoleNeed.After(DnsRole.RoleName));

    public override IEnumerable<HostDefinition> HostsBefore(RoleContext context) => context.Has(Name) ? [] : context.Environment.HostsWith(Name);

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        var configuration = new FileResource(
            "/etc/ntpsec/ntp.conf",
            TemplateText.Render(
                "Time/ntp.liquid",
                new
                {
                    context.IsLab,
                    IsServer = context.Has(Name),
                    Sources = Sources(context),
                }
            )
        );
        yield return new PackagesResource("ntpsec", "ntpsec-ntpdig");
        yield return configuration;
        List<Resource> restartedBy = [configuration];
        if (context.IsLab)
        {
            var dropIn = new SystemdDropIn("ntpsec.service", "pspload.conf", TemplateText.Render("Time/lab-unit.liquid", new { }));
            yield return dropIn;
            restartedBy.Add(dropIn);
        }
        yield return new ServiceResource("ntpsec.service") { RestartedBy = restartedBy };
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        if (context.Has(Name))
        {
            yield return new Check("the time servers have a source outside the fleet", context.Host.Name, OutsideSource(context), "10.6.2");
            yield break;
        }
        foreach (var server in context.Environment.HostsWith(Name))
        {
            yield return new Check(
                $"{context.Host.Name} and {server.Name} differ by less than a second",
                context.Host.Name,
                $$"""
                answer=$(ntpdig -j -t 3 {{server.Address}}) || { echo "$answer"; exit 1; }
                echo "$answer"
                echo "$answer" | sed -n 's/.*"offset":\(-\{0,1\}[0-9.]*\).*/\1/p' | awk 'NR == 1 { seen = 1; exit !($1 < 1 && $1 > -1) } END { if (!seen) exit 1 }'
                """,
                "10.6.1",
                "10.6.2"
            );
        }
        yield return new Check($"{context.Host.Name} keeps its time with ntpd", context.Host.Name, "systemctl is-active ntpsec.service", "10.6.1");
    }

    private static List<string> Sources(RoleContext context) =>
        context.Has(RoleName)
            ? [.. context.Parameters(TimeParameters.Format).Sources]
            : [.. context.Environment.HostsWith(RoleName).Select(server => $"{server.Name}.{context.Environment.Domain}")];

    private static string OutsideSource(RoleContext context) =>
        context.IsLab
            ? $"echo 'a lab: containers share the clock of the machine they run on'; exit {Check.StandIn}"
            : "ntpq -np | tee /dev/stderr | grep -q '^\\*'";
}
