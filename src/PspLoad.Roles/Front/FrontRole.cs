using System.Globalization;
using PspLoad.Core.Environments;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Acquirer;
using PspLoad.Roles.Application;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Console;
using PspLoad.Roles.Dns;
using PspLoad.Roles.Metrics;
using PspLoad.Roles.Network;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.Front;

/// <summary>
/// NGINX with TLS in front of the application servers, one active and the others standby, and the health checker that switches between them
/// (<c>psp-front</c>). The active server is state of the host: a run sets it only if there is none.
/// </summary>
public sealed class FrontRole : Role, IMeasuredRole
{
    public const string RoleName = "front";
    public const int InternalPort = 8081;
    public const string Tool = "/usr/local/sbin/psp-front";

    /// <summary>Root and intermediate certificate, because the application sends only its own.</summary>
    public const string TrustBundle = $"{Folder}/trust.pem";
    private const string Folder = "/etc/pspload/front";
    private const string State = "/var/lib/pspload/front/active";

    /// <summary>Longer than the application's waits for the acquirer (2 s) and for a promotion (4 s), shorter than the clients' time-out.</summary>
    private const int ReadTimeoutSeconds = 5;

    /// <summary>Longer than one time-out, so that a request that hit a hanging server is still retried on the other one.</summary>
    private const int RetryTimeoutSeconds = 7;

    public override RoleDefinition Definition { get; } =
        new(
            RoleName,
            "NGINX with TLS, active/standby",
            FrontParameters.Format,
            RoleNeed.Anywhere(CaRole.RoleName),
            RoleNeed.Anywhere(ApplicationRole.RoleName),
            RoleNeed.After(ConsoleRole.RoleName),
            RoleNeed.After(DnsRole.RoleName)
        );

    public override IReadOnlyList<RoleFlow> Reaches { get; } =
    [new(ApplicationRole.RoleName, ApplicationRole.ApiPort), new(ApplicationRole.RoleName, ApplicationRole.InternalPort)];

    public ServiceMetrics Metrics { get; } = new NginxMetrics();

    /// <summary>TLS to the application's API is a parameter; its internal port has no TLS.</summary>
    public override bool UsesTls(RoleFlow flow, PspEnvironment environment) =>
        flow.Port == ApplicationRole.ApiPort && FrontParameters.Format.Of(environment).ApplicationTls;

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        if (!context.Has(Name))
            return [];
        var authority = CertificateAuthority.Open(context.Secrets, context.Environment.Name, context.Clock);
        var trust = new FileResource(TrustBundle, authority.RootPem + authority.IntermediatePem);
        var tool = new FileResource(Tool, TemplateText.Verbatim("Front/psp-front.py")) { Mode = "0755" };
        var applications = context.Environment.HostsWith(ApplicationRole.RoleName).ToList();
        var servers = new FileResource(
            $"{Folder}/servers",
            string.Concat(
                applications.Select(host =>
                    string.Create(CultureInfo.InvariantCulture, $"{host.Name} {host.Address} {ApplicationRole.ApiPort} {ApplicationRole.InternalPort}\n")
                )
            )
        );
        var active = new FileResource(
            $"{Folder}/active.conf",
            TemplateText.Render(
                "Front/active.liquid",
                new
                {
                    State,
                    First = applications[0].Name,
                    Names = applications.Select(host => host.Name).ToList(),
                }
            )
        );
        var configuration = new FileResource(
            "/etc/nginx/nginx.conf",
            TemplateText.Render(
                "Front/nginx.liquid",
                new
                {
                    Servers = applications
                        .Select(host => new Dictionary<string, object>
                        {
                            ["Name"] = host.Name,
                            ["Address"] = string.Create(CultureInfo.InvariantCulture, $"{host.Address}:{ApplicationRole.ApiPort}"),
                        })
                        .ToList(),
                    Active = active.Path,
                    TrustBundle,
                    InternalPort,
                    ReadTimeoutSeconds,
                    RetryTimeoutSeconds,
                    Certificate = CaRole.HostCertificate,
                    Key = CaRole.HostKey,
                    Names = $"{context.Fqdn} {context.Host.Name}",
                    Address = context.Host.Address.ToString(),
                    Scheme = ApplicationRole.Scheme(context),
                    ServiceName = ApplicationRole.ServiceName(context.Environment),
                }
            )
        )
        {
            ValidateWith = "nginx -t -q -c {}",
        };
        var watch = new FileResource("/etc/systemd/system/psp-front.service", TemplateText.Render("Front/watch-unit.liquid", new { }));
        return
        [
            new PackagesResource("nginx", "python3"),
            trust,
            tool,
            servers,
            active,
            new DirectoryResource("/var/lib/pspload/front"),
            new GuardedCommand("an active application server", $"{Tool} init") { Unless = $"{Tool} fits", AfterChangeOf = [tool, servers] },
            configuration,
            new ServiceResource("nginx.service") { RestartedBy = [configuration, active, trust], Reload = true },
            watch,
            new ServiceResource("psp-front.service") { RestartedBy = [watch, tool, servers] },
            TierAccess.Table(Name, (InternalPort, context.HostsReaching(Name, InternalPort, ConsoleRole.RoleName))),
        ];
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        if (!context.Has(Name))
            yield break;
        yield return new Check(
            $"{context.Host.Name} has one active application server, and NGINX runs with it",
            context.Host.Name,
            $"{Tool} status; {Tool} check && nginx -t -q"
        );
        yield return new Check(
            $"{context.Host.Name}'s health checker runs",
            context.Host.Name,
            "systemctl is-active psp-front.service && systemctl is-enabled psp-front.service"
        );
        foreach (
            var client in context.Environment.Hosts.Where(host => host.Roles.Contains(AcquirerRole.RoleName) || host.Name == context.Environment.Ssh.Gateway)
        )
        {
            yield return new Check(
                $"{client.Name} reaches the API at {context.Host.Name} over TLS 1.2 and 1.3 and nothing older",
                client.Name,
                $$"""
                url=https://{{context.Fqdn}}/openapi.json
                for version in 1.2 1.3; do
                    answer=$(curl -s -o /dev/null -w '%{http_code} %{ssl_verify_result}' --max-time 8 --tlsv$version --tls-max $version $url); echo "TLS $version: $answer"
                    [ "$answer" = '200 0' ] || exit 1
                done
                ! curl -s -o /dev/null --max-time 8 --tls-max 1.1 --ciphers DEFAULT@SECLEVEL=0 $url || { echo 'TLS 1.1 was accepted'; exit 1; }
                ! curl -sk -o /dev/null --max-time 8 https://{{context.Host.Address}}/openapi.json || { echo 'served without its name'; exit 1; }
                """,
                "4.2.1"
            );
        }
        foreach (var stranger in context.Environment.HostsWith(AcquirerRole.RoleName))
        {
            yield return new Check(
                $"{stranger.Name} does not reach the internal port of {context.Host.Name}",
                stranger.Name,
                $"! curl -s -o /dev/null --connect-timeout 2 http://{context.Host.Address}:{InternalPort}/status",
                "1.3.1"
            );
        }
    }
}
