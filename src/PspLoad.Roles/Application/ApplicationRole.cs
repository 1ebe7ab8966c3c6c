using System.Globalization;
using System.Net;
using System.Text.Json;
using PspLoad.Core.Environments;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Acquirer;
using PspLoad.Roles.AppServer;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Console;
using PspLoad.Roles.Control;
using PspLoad.Roles.Database;
using PspLoad.Roles.Metrics;
using PspLoad.Roles.Network;
using PspLoad.Roles.SecurityModule;

namespace PspLoad.Roles.Application;

/// <summary>
/// The payment application as a container on every host with the role. Hosts are changed one at a time, so that a change that breaks or
/// restarts the application affects one host only.
/// </summary>
public sealed class ApplicationRole : Role, IMeasuredRole
{
    public const string RoleName = "application";
    public const int ApiPort = 8443;
    public const int InternalPort = 9090;
    public const string Folder = "/etc/pspload/application";

    /// <summary>Name of the container and of its unit.</summary>
    public const string Container = "psp";

    /// <summary>Name of the secret that signs the merchant's webhooks.</summary>
    public const string WebhookSecret = "application/webhook-secret";
    private const string Inside = "/run/psp";
    private const string Injector = "injector";

    private static readonly Dictionary<string, string> s_tls = new() { ["TLS_CERT_FILE"] = $"{Inside}/tls.crt", ["TLS_KEY_FILE"] = $"{Inside}/tls.key" };

    public override RoleDefinition Definition { get; } =
        new(
            RoleName,
            "the payment application",
            ApplicationParameters.Format,
            RoleNeed.OnThisHost(AppServerRole.RoleName),
            RoleNeed.OnThisHost(SecurityModuleRole.RoleName),
            RoleNeed.Anywhere(DatabaseRole.RoleName),
            RoleNeed.Anywhere(ControlRole.RoleName),
            RoleNeed.After(AcquirerRole.RoleName)
        );

    /// <summary>DNS name that every node's certificate contains. The front verifies it.</summary>
    public static string ServiceName(PspEnvironment environment) => $"application.{environment.Domain}";

    /// <summary>Where the merchant's webhooks go. On a lab the host <c>injector</c> is this machine: the first address of the lab's network.</summary>
    /// <param name="environment">with absolute addresses</param>
    public static Uri? WebhookUrl(PspEnvironment environment)
    {
        var url = ApplicationParameters.Format.Of(environment).Webhooks;
        if (url is null || environment.Lab is null || url.Host != Injector)
            return url;
        var address = environment.Gateway.Address.GetAddressBytes();
        address[^1] = 1;
        return new UriBuilder(url) { Host = new IPAddress(address).ToString() }.Uri;
    }

    /// <summary>Scheme of the API: <c>https</c>, or <c>http</c> if its clients are declared to use no TLS.</summary>
    public static string Scheme(RoleContext context) => context.IsReachedOverTls(RoleName, ApiPort) ? "https" : "http";

    public override IReadOnlyList<RoleFlow> Reaches { get; } =
    [new(DatabaseRole.RoleName, DatabaseRole.Port), new(AcquirerRole.RoleName, AcquirerRole.ApiPort)];

    public override IReadOnlyList<int> PublishedPorts { get; } = [ApiPort, InternalPort];

    public override IReadOnlyList<string> Images { get; } = [LocalImage.ReferencePsp];

    public ServiceMetrics Metrics { get; } = new ApplicationMetrics();

    public override string StatusScript(HostDefinition host) =>
        ContainerService.StatusScript(RoleName, Container, $", $({IsReady(host)} && echo ready || echo 'not ready')");

    /// <summary>One host at a time, always in the order of the environment.</summary>
    public override IEnumerable<HostDefinition> HostsBefore(RoleContext context) =>
        context.Environment.HostsWith(RoleName).TakeWhile(other => other != context.Host);

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        if (!context.Has(Name))
            return [];
        var authority = CertificateAuthority.Open(context.Secrets, context.Environment.Name, context.Clock);
        var own = CaRole.SubjectOf(context);
        var subject = own with { DnsNames = [ServiceName(context.Environment), .. own.DnsNames] };
        Resource[] files =
        [
            new CertificateResource($"{Folder}/tls.key", $"{Folder}/tls.crt", subject, authority, context.Clock) { KeyGroup = AppServerRole.ContainerUser },
            Secret("database-password", context.Secrets.Password(DatabaseRole.PasswordSecret)),
            Secret("acquirer-token", AcquirerRole.ApiToken(context)),
            Secret("merchants.json", Merchants(context)),
        ];
        var service = Service(context);
        var running = service.Resources(context, files);
        return
        [
            new DirectoryResource(Folder),
            .. files,
            service.Pulled(context),
            Schema(context, service),
            .. running,
            // Also after the restart of a node that was ready: the next node is not touched, and nothing is switched, until this one is ready
            // again.
            new GuardedCommand("ready", WaitUntilReady(context.Host)) { Unless = IsReady(context.Host), AfterChangeOf = running },
            TierAccess.Table(
                Name,
                (ApiPort, context.HostsReaching(Name, ApiPort)),
                (InternalPort, context.HostsReaching(Name, InternalPort, ConsoleRole.RoleName))
            ),
        ];
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        if (!context.Has(Name))
            yield break;
        yield return new Check(
            $"the application's container on {context.Host.Name} is confined and runs the released digest",
            context.Host.Name,
            Service(context).HardeningCheck(context),
            "2.2.6",
            "6.5.1"
        );
        yield return new Check(
            $"the application's secrets on {context.Host.Name} are readable by its container only",
            context.Host.Name,
            $$"""
            for file in database-password acquirer-token merchants.json; do
                found=$(stat -c '%a %U' {{Folder}}/$file); echo "$file $found"
                [ "$found" = '400 {{AppServerRole.ContainerUser}}' ] || exit 1
            done
            """,
            "7.2.5",
            "8.6.2"
        );
        var scheme = Scheme(context);
        string[] encrypted = scheme == "https" ? ["4.2.1"] : [];
        foreach (var front in context.HostsReaching(Name, ApiPort))
        {
            yield return new Check(
                $"{front.Name} finds {context.Host.Name} ready, and its API {(scheme == "https" ? "over TLS" : "without TLS, as the environment asks")}",
                front.Name,
                $$"""
                curl -s --max-time 5 http://{{context.Host.Address}}:{{InternalPort}}/health/ready || { echo 'no answer on the internal port'; exit 1; }
                answer=$(curl -s -o /dev/null -w '%{http_code} %{ssl_verify_result}' --max-time 5 --cacert {{CaRole.TrustBundle}} {{scheme}}://{{context.Fqdn}}:{{ApiPort}}/openapi.json); echo "API $answer"
                [ "$answer" = '200 0' ] && curl -sf -o /dev/null --max-time 5 http://{{context.Host.Address}}:{{InternalPort}}/health/ready
                """,
                encrypted
            );
        }
        foreach (var stranger in context.Environment.Hosts.Where(host => host.Roles.Any(role => role is AcquirerRole.RoleName or DatabaseRole.RoleName)))
        {
            yield return new Check(
                $"{stranger.Name} does not reach the application on {context.Host.Name}",
                stranger.Name,
                $$"""
                for port in {{ApiPort}} {{InternalPort}}; do
                    if timeout 2 bash -c "exec 3<>/dev/tcp/{{context.Host.Address}}/$port" 2>/dev/null; then echo "$port open"; exit 1; else echo "$port closed"; fi
                done
                """,
                "1.3.1"
            );
        }
    }

    /// <summary>POSIX shell that succeeds when the node accepts payments.</summary>
    public static string IsReady(HostDefinition host) => $"curl -sf -o /dev/null --max-time 2 http://{host.Address}:{InternalPort}/health/ready";

    public static string WaitUntilReady(HostDefinition host) =>
        $$"""
            for try in $(seq 120); do
                {{IsReady(host)}} && exit 0
                sleep 0.25
            done
            curl -s --max-time 2 http://{{host.Address}}:{{InternalPort}}/health/ready >&2 || true
            journalctl --no-pager -n 10 -o cat CONTAINER_TAG=psp >&2
            exit 1
            """;

    /// <summary>
    /// Migrates the schema before a new version serves. A one-off run of the new image does it, with an account that serves no payments.
    /// Nodes are changed one at a time: the first one migrates, and the next one finds nothing to do. The services only wait for the schema.
    /// </summary>
    private static GuardedCommand Schema(RoleContext context, ContainerService service)
    {
        var image = service.ImageOn(context);
        var stamp = $"/var/lib/pspload/application/schema-{image[(image.LastIndexOf(':') + 1)..]}";
        var variables = new Dictionary<string, string>
        {
            ["MIGRATE"] = "only",
            ["DATABASE_USER"] = DatabaseRole.MigrationUser,
            ["DATABASE_PASSWORD_FILE"] = "/run/migration-password",
        };
        return new GuardedCommand(
            "schema of the database",
            $"""
            runtime=/run/user/$(id -u {AppServerRole.User})
            password=$runtime/migration-password
            trap 'rm -f $password' EXIT
            (umask 077 && printf %s {Shell.Quote(context.Secrets.Password(DatabaseRole.MigrationPasswordSecret))} >$password)
            chown {AppServerRole.ContainerUser} $password
            {service.RunOnce(context, variables, ("$password", "/run/migration-password"))}
            mkdir -p /var/lib/pspload/application
            touch {stamp}
            """
        )
        {
            Creates = stamp,
        };
    }

    private static ContainerService Service(RoleContext context) =>
        new(
            Container,
            LocalImage.ReferencePsp,
            new Dictionary<string, string>(Scheme(context) == "https" ? s_tls : [])
            {
                ["LOG_LEVEL"] = context.Parameters(ApplicationParameters.Format).LogLevel,
                ["GIVE_UP_AFTER_MS"] = context.Parameters(ApplicationParameters.Format).GiveUpAfterMilliseconds.ToString(CultureInfo.InvariantCulture),
                ["LISTEN"] = $"127.0.0.1:{ApiPort}",
                ["INTERNAL_LISTEN"] = $"127.0.0.1:{InternalPort}",
                ["NODE_NAME"] = context.Host.Name,
                ["SSL_CERT_FILE"] = "/run/trust.pem",
                ["MIGRATE"] = "off",
                ["DATABASE_SERVERS"] = string.Join(
                    ',',
                    context.Environment.HostsWith(DatabaseRole.RoleName).Select(host => $"{host.Address}:{DatabaseRole.Port}")
                ),
                ["DATABASE_USER"] = DatabaseRole.User,
                ["DATABASE_PASSWORD_FILE"] = $"{Inside}/database-password",
                // Not VerifyFull: it makes the driver check revocation as soon as the system trusts the root (SSL_CERT_FILE, needed for the
                // acquirer), and our certificates name no revocation endpoint. The servers are given by address and are behind their
                // firewall. Only the environment's authority is accepted.
                ["DATABASE_OPTIONS"] = "SslMode=VerifyCA;SslCa=/run/trust.pem",
                ["ACQUIRER_URL"] = AcquirerUrl(context.Environment),
                ["ACQUIRER_TOKEN_FILE"] = $"{Inside}/acquirer-token",
                ["MERCHANTS_FILE"] = $"{Inside}/merchants.json",
                ["PKCS11_LIBRARY"] = SecurityModuleRole.Library,
                ["PKCS11_TOKEN"] = SecurityModuleRole.Token,
                ["PKCS11_KEY"] = SecurityModuleRole.Key,
                ["PKCS11_PIN_FILE"] = "/run/token-pin",
            },
            [
                (Folder, Inside),
                (AppServerRole.TrustBundle, "/run/trust.pem"),
                (SecurityModuleRole.PinFile, "/run/token-pin"),
                // Read-only: a login then cannot write to the token, and a kill at that moment cannot leave it empty.
                (SecurityModuleRole.TokenDirectory, SecurityModuleRole.TokenDirectory),
                (SecurityModuleRole.Configuration, SecurityModuleRole.Configuration),
                (SecurityModuleRole.LibraryFolder, SecurityModuleRole.LibraryFolder),
            ]
        );

    private static string AcquirerUrl(PspEnvironment environment) =>
        environment.HostsWith(AcquirerRole.RoleName).FirstOrDefault() is { } acquirer
            ? $"https://{acquirer.Name}.{environment.Domain}:{AcquirerRole.ApiPort}"
            : "https://acquirer.invalid";

    /// <summary>The merchant used for load. Its key and its secrets are among the environment's secrets.</summary>
    private static string Merchants(RoleContext context)
    {
        var webhooks = WebhookUrl(context.Environment);
        var merchant = new MerchantEntry(
            "load",
            context.Secrets.Password("application/merchant-key"),
            context.Secrets.Password("application/merchant-secret"),
            webhooks,
            webhooks is null ? null : context.Secrets.Password(WebhookSecret)
        );
        return JsonSerializer.Serialize([merchant], MerchantJson.Default.MerchantEntryArray) + "\n";
    }

    private static FileResource Secret(string name, string value) =>
        new($"{Folder}/{name}", value)
        {
            Mode = "0400",
            Owner = AppServerRole.ContainerUser,
            Group = AppServerRole.ContainerUser,
            Secret = true,
        };
}
