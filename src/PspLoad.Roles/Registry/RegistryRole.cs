using PspLoad.Core.Environments;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Console;
using PspLoad.Roles.Dns;
using PspLoad.Roles.Network;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.Registry;

/// <summary>
/// The fleet's own image registry. It has accounts but no permissions, so two listeners share one store: application servers pull from the
/// read-only one, and control pushes to the other.
/// </summary>
public sealed class RegistryRole : Role
{
    public const string RoleName = "registry";
    public const int PullPort = 5000;
    public const int PushPort = 5001;
    public const string PullAccount = "pull";
    public const string PushAccount = "push";

    /// <summary>Credentials for the registry, on a host that pulls.</summary>
    public const string PullLoginFile = "/home/psp/.docker/config.json";
    private const string Folder = "/etc/docker/registry";
    private const string Key = "/etc/pspload/tls/registry.key";
    private const string Certificate = "/etc/pspload/tls/registry.crt";
    private const string Group = "docker-registry";

    public override RoleDefinition Definition { get; } =
        new(
            RoleName,
            "Docker registry",
            RegistryParameters.Format,
            RoleNeed.Anywhere(CaRole.RoleName),
            RoleNeed.After(ConsoleRole.RoleName),
            RoleNeed.After(DnsRole.RoleName)
        );

    /// <summary>Host and port, as in an image name.</summary>
    public static string PullAddress(PspEnvironment environment) => $"{Server(environment).Name}.{environment.Domain}:{PullPort}";

    /// <inheritdoc cref="PullAddress"/>
    public static string PushAddress(PspEnvironment environment) => $"{Server(environment).Name}.{environment.Domain}:{PushPort}";

    public static string Password(RoleContext context, string account) => context.Secrets.Password($"registry/{account}");

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        if (!context.Has(Name))
            return [];
        return context.Parameters(RegistryParameters.Format).Vendor is { } archive ? Harbor.Resources(context, archive) : Debian(context);
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        if (!context.Has(Name))
            yield break;
        foreach (var server in context.HostsReaching(Name, PullPort).Take(1))
        {
            yield return new Check(
                $"the registry answers {server.Name} over trusted TLS, and nobody without an account",
                server.Name,
                $$"""
                [ "$(curl -s -o /dev/null -w '%{http_code}' https://{{PullAddress(
                    context.Environment
                )}}/v2/)" = 401 ] || { echo 'an anonymous request was not refused'; exit 1; }
                echo 'anonymous: 401'
                ! curl -s -o /dev/null --tls-max 1.1 https://{{PullAddress(context.Environment)}}/v2/ || { echo 'TLS 1.1 was accepted'; exit 1; }
                ! curl -s -o /dev/null --connect-timeout 2 https://{{PushAddress(
                    context.Environment
                )}}/v2/ || { echo 'the listener for pushes can be reached'; exit 1; }
                """,
                "2.2.2",
                "4.2.1"
            );
            yield return new Check("the account for pulling cannot push", server.Name, ReadOnlyCheck(context), "7.2.5");
        }
    }

    private static HostDefinition Server(PspEnvironment environment) => environment.HostsWith(RoleName).First();

    private static IEnumerable<Resource> Debian(RoleContext context)
    {
        var authority = CertificateAuthority.Open(context.Secrets, context.Environment.Name, context.Clock);
        var certificate = new CertificateResource(Key, Certificate, CaRole.SubjectOf(context), authority, context.Clock) { KeyGroup = Group };
        var pull = Configuration($"{Folder}/config.yml", PullPort, PullAccount);
        var push = Configuration($"{Folder}/push.yml", PushPort, PushAccount);
        var pushUnit = new FileResource("/etc/systemd/system/docker-registry-push.service", TemplateText.Render("Registry/push-unit.liquid", new { Folder }));
        var accounts = new[] { PullAccount, PushAccount }
            .Select(account => new HtpasswdFile($"{Folder}/{account}.htpasswd", account, Password(context, account)) { Group = Group })
            .ToList();
        return
        [
            new PackagesResource("docker-registry", "apache2-utils"),
            certificate,
            .. accounts,
            pull,
            push,
            pushUnit,
            new ServiceResource("docker-registry.service") { RestartedBy = [certificate, accounts[0], pull] },
            new ServiceResource("docker-registry-push.service") { RestartedBy = [certificate, accounts[1], push, pushUnit] },
            TierAccess.Table(RoleName, (PullPort, context.HostsReaching(RoleName, PullPort)), (PushPort, context.HostsReaching(RoleName, PushPort))),
        ];
    }

    private static FileResource Configuration(string path, int port, string account) =>
        new(
            path,
            TemplateText.Render(
                "Registry/config.liquid",
                new
                {
                    Port = port,
                    Accounts = $"{Folder}/{account}.htpasswd",
                    IsReadOnly = account == PullAccount ? "true" : "false",
                    Certificate,
                    Key,
                }
            )
        );

    /// <summary>The read-only listener must refuse to start an upload (405) even for an authenticated account.</summary>
    private static string ReadOnlyCheck(RoleContext context) =>
        $$"""
            ask() { printf 'header = "Authorization: Basic %s"\n' "$({{RegistryLogin.PrintAuth(
                PullLoginFile
            )}})" | curl -s -o /dev/null -w '%{http_code}' -K - "$@"; }
            login=$(ask https://{{PullAddress(context.Environment)}}/v2/)
            upload=$(ask -X POST https://{{PullAddress(context.Environment)}}/v2/check/blobs/uploads/)
            echo "login $login, upload $upload"
            [ "$login $upload" = '200 405' ]
            """;
}
