using PspLoad.Core.Environments;
using PspLoad.Provisioning.Certificates;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Roles.Ca;
using PspLoad.Roles.Console;
using PspLoad.Roles.Dns;
using PspLoad.Roles.Registry;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.AppServer;

/// <summary>
/// Rootless Docker for the unprivileged user <see cref="User"/>. Code that breaks out of a container or the engine gains that user's rights,
/// not root's. docs/adr/0021 explains why the containers share the engine's network namespace and what that costs per request.
/// </summary>
public sealed class AppServerRole : Role
{
    public const string RoleName = "app-server";
    public const string User = "psp";

    /// <summary>Host user that owns the files of user 10001 inside our containers.</summary>
    public const string ContainerUser = "psp-container";

    /// <summary>Its user and group id: 10001 counted from the first subordinate id, which is 1 inside a container.</summary>
    public const int ContainerId = FirstSubordinateId + 10001 - 1;

    /// <summary>Root and intermediate certificate, for containers and for servers that send only their own certificate.</summary>
    public const string TrustBundle = "/etc/pspload/tls/trust.pem";

    public const string EngineUnit = "psp-engine.service";
    private const int FirstSubordinateId = 200_000;
    private const int SubordinateIds = 65_536;
    private const string SubordinateRange = "psp:200000:65536";

    public override RoleDefinition Definition { get; } =
        new(
            RoleName,
            "rootless Docker for an unprivileged user",
            RoleParameterFormat.None(RoleName),
            RoleNeed.After(ConsoleRole.RoleName),
            RoleNeed.After(CaRole.RoleName),
            RoleNeed.After(DnsRole.RoleName)
        );

    public override IReadOnlyList<RoleFlow> Reaches { get; } = [new(RegistryRole.RoleName, RegistryRole.PullPort)];

    public override IEnumerable<Resource> Resources(RoleContext context)
    {
        if (!context.Has(Name))
            return [];
        var authority = CertificateAuthority.Open(context.Secrets, context.Environment.Name, context.Clock);
        var runtime = new FileResource("/etc/tmpfiles.d/psp-engine.conf", $"d /run/docker 0755 {User} {User}\nd /run/containerd 0755 {User} {User}\n");
        var unit = new FileResource(
            $"/etc/systemd/user/{EngineUnit}",
            TemplateText.Render("AppServer/engine.liquid", new { User, Ports = PortsOf(context).ToList() })
        );
        return
        [
            new PackagesResource("docker.io", "rootlesskit", "slirp4netns", "uidmap", "fuse-overlayfs", "dbus-user-session"),
            new GuardedCommand("no Docker that runs as root", "systemctl -q mask --now docker.socket docker.service containerd.service")
            {
                Unless = RootfulIsMasked,
            },
            new UserResource(User) { CreateHome = true },
            new GroupResource(ContainerUser) { Gid = ContainerId, System = true },
            new UserResource(ContainerUser)
            {
                Uid = ContainerId,
                Group = ContainerUser,
                System = true,
                Home = "/nonexistent",
            },
            new GuardedCommand($"subordinate ids of {User}", TakeSubordinateIds) { Unless = HasSubordinateIds },
            new GuardedCommand($"linger of {User}", Linger) { Creates = $"/var/lib/systemd/linger/{User}" },
            .. Login(context),
            new FileResource(TrustBundle, authority.RootPem + authority.IntermediatePem),
            // The engine and its shims require these directories. A private copy of /run would hide whatever is created there later.
            runtime,
            new GuardedCommand("the engine's directories in /run", $"systemd-tmpfiles --create {runtime.Path}")
            {
                Unless = $"[ \"$(stat -c %U /run/docker /run/containerd | sort -u)\" = {User} ]",
            },
            unit,
            new ServiceResource(EngineUnit) { User = User, RestartedBy = [unit] },
        ];
    }

    public override IEnumerable<Check> Checks(RoleContext context)
    {
        if (!context.Has(Name))
            yield break;
        yield return new Check(
            $"{context.Host.Name}'s container engine is rootless and none runs as root",
            context.Host.Name,
            $$"""
            {{Docker}}
            docker info --format '{{"{{.SecurityOptions}} {{.Driver}}"}}' | tee /dev/stderr | grep -q 'name=rootless.* fuse-overlayfs' || exit 1
            owners=$(ps -o user= -C dockerd,containerd,runc,containerd-shim-runc-v2 | sort -u)
            echo "engine processes belong to: $owners"
            [ "$owners" = {{User}} ]
            """,
            "7.2.5"
        );
    }

    /// <summary>Runs <c>docker …</c> as the engine's user, never as root.</summary>
    public static string Docker =>
        $$"""
            docker() { runuser -u {{User}} -- env XDG_RUNTIME_DIR="/run/user/$(id -u {{User}})" DOCKER_HOST="unix:///run/user/$(id -u {{User}})/docker.sock" HOME=/home/{{User}} docker "$@"; }
            """;

    private static IEnumerable<Resource> Login(RoleContext context) =>
        !context.Environment.HostsWith(RegistryRole.RoleName).Any()
            ? []
            :
            [
                new DirectoryResource($"/home/{User}/.docker")
                {
                    Mode = "0700",
                    Owner = User,
                    Group = User,
                },
                RegistryLogin.File(
                    RegistryRole.PullLoginFile,
                    User,
                    RegistryRole.PullAddress(context.Environment),
                    RegistryRole.PullAccount,
                    RegistryRole.Password(context, RegistryRole.PullAccount)
                ),
            ];

    /// <summary>Host ports that are forwarded to containers.</summary>
    private static IEnumerable<int> PortsOf(RoleContext context) => context.Roles.Where(role => context.Has(role.Name)).SelectMany(role => role.PublishedPorts);

    private const string RootfulIsMasked = """
        for unit in docker.socket docker.service containerd.service; do
            [ "$(systemctl is-enabled $unit 2>/dev/null)" = masked ] || exit 1
            ! systemctl -q is-active $unit || exit 1
        done
        """;

    private static string HasSubordinateIds =>
        $"""
            for file in /etc/subuid /etc/subgid; do [ "$(grep '^{User}:' $file)" = {SubordinateRange} ] || exit 1; done
            """;

    private static string TakeSubordinateIds =>
        $$"""
            for file in /etc/subuid /etc/subgid; do
                touch $file
                awk -F: '$1 != "{{User}}" && $2 < {{FirstSubordinateId
                + SubordinateIds}} && $2 + $3 > {{FirstSubordinateId}} { print FILENAME ": " $0 " overlaps with {{SubordinateRange}}"; taken = 1 } END { exit taken }' $file
                { grep -v '^{{User}}:' $file || true; echo {{SubordinateRange}}; } >$file.pspload-new
                chmod 644 $file.pspload-new
                mv -f $file.pspload-new $file
            done
            """;

    /// <summary>Starts the user's service manager at boot. Returns once the manager answers.</summary>
    private static string Linger =>
        $"""
            loginctl enable-linger {User}
            for tenth in $(seq 100); do
                [ -S "/run/user/$(id -u {User})/systemd/private" ] && exit 0
                sleep 0.1
            done
            echo 'the manager of {User} did not start within 10 s' >&2
            exit 1
            """;
}
