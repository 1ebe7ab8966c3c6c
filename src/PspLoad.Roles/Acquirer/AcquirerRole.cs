using PspLoad.Core.Environments;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.AppServer;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Console;
using PspLoad.Roles.Control;
using PspLoad.Roles.Network;

namespace PspLoad.Roles.Acquirer;

/// <summary>
/// The acquirer simulator, a container outside the PSP. Application servers reach its API; the console reaches its administration port.
/// </summary>
public sealed class AcquirerRole : Role
{
    public const string RoleName = "acquirer";
    public const int ApiPort = 8090;
    public const int AdministrationPort = 8091;
    private const string Folder = "/etc/pspload/acquirer";
    private const string Inside = "/run/acquirer";

    public override RoleDefinition Definition { get; } =
        new(
            RoleName,
            "acquirer simulator, outside the PSP",
            RoleParameterFormat.None(RoleName),
            RoleNeed.OnThisHost(AppServerRole.RoleName),
            RoleNeed.Anywhere(ControlRole.RoleName)
        );

    /// <summary>Token that the payment application sends with every operation.</summary>
    public static string ApiToken(RoleContext context) => context.Secrets.Password("acquirer/api-token");

    public static string AdministrationToken(RoleContext context) => context.Secrets.Password("acquirer/admin-token");

    public override IReadOnlyList<int> PublishedPorts { get; } = [ApiPort, AdministrationPort];

    public override IReadOnlyList<string> Images { get; } = [LocalImage.AcquirerSimulator];

    public override string StatusScript(HostDefinition host) => ContainerService.StatusScript(RoleName, Service.Name);

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        if (!context.Has(Name))
            return [];
        var authority = CertificateAuthority.Open(context.Secrets, context.Environment.Name, context.Clock);
        Resource[] files =
        [
            new CertificateResource($"{Folder}/tls.key", $"{Folder}/tls.crt", CaRole.SubjectOf(context), authority, context.Clock)
            {
                KeyGroup = AppServerRole.ContainerUser,
            },
            Secret("api-token", ApiToken(context)),
            Secret("admin-token", AdministrationToken(context)),
        ];
        return
        [
            new DirectoryResource(Folder),
            .. files,
            Service.Pulled(context),
            .. Service.Resources(context, files),
            TierAccess.Table(
                Name,
                (ApiPort, context.HostsReaching(Name, ApiPort)),
                (AdministrationPort, context.HostsReaching(Name, AdministrationPort, ConsoleRole.RoleName))
            ),
        ];
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        if (!context.Has(Name))
            yield break;
        yield return new Check($"the acquirer's container on {context.Host.Name} is confined", context.Host.Name, Service.HardeningCheck(context), "2.2.6");
        foreach (var client in context.HostsReaching(Name, ApiPort))
        {
            yield return new Check(
                $"{client.Name} reaches the acquirer over TLS, which refuses requests without its token",
                client.Name,
                $$"""
                answer=$(curl -s -o /dev/null -w '%{http_code}' --cacert {{AppServerRole.TrustBundle}} https://{{context.Fqdn}}:{{ApiPort}}/v1/operations/sale/none); echo "answer $answer"
                [ "$answer" = 401 ]
                """,
                "4.2.1"
            );
        }
    }

    private static ContainerService Service { get; } =
        new(
            RoleName,
            LocalImage.AcquirerSimulator,
            new Dictionary<string, string>
            {
                ["ACQUIRER_LISTEN"] = $"https://127.0.0.1:{ApiPort}",
                ["ACQUIRER_ADMIN_LISTEN"] = $"https://127.0.0.1:{AdministrationPort}",
                ["ACQUIRER_TLS_CERT_FILE"] = $"{Inside}/tls.crt",
                ["ACQUIRER_TLS_KEY_FILE"] = $"{Inside}/tls.key",
                ["ACQUIRER_API_TOKEN_FILE"] = $"{Inside}/api-token",
                ["ACQUIRER_ADMIN_TOKEN_FILE"] = $"{Inside}/admin-token",
            },
            [(Folder, Inside)]
        );

    private static FileResource Secret(string name, string value) =>
        new($"{Folder}/{name}", value)
        {
            Mode = "0400",
            Owner = AppServerRole.ContainerUser,
            Group = AppServerRole.ContainerUser,
            Secret = true,
        };
}
