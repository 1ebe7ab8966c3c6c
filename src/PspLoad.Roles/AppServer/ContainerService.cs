using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Images;
using PspLoad.Roles.Registry;
using PspLoad.Roles.Templates;

namespace PspLoad.Roles.AppServer;

/// <summary>
/// One of our programs as a container of the rootless engine, under a unit of the engine's user. It runs by digest, read-only and without
/// capabilities, and logs to the journal. No memory or process limits are set: on cgroup v1 the engine has no control groups of its own, and
/// Docker then accepts none.
/// </summary>
/// <param name="Name">name of the container and of its unit</param>
/// <param name="Repository">repository of its image</param>
/// <param name="Variables">environment; contains no secret, because the unit shows it</param>
/// <param name="Mounts">path on the host → path in the container, read-only</param>
internal sealed record ContainerService(
    string Name,
    string Repository,
    IReadOnlyDictionary<string, string> Variables,
    IReadOnlyList<(string Host, string Container)> Mounts
)
{
    /// <summary>Placeholder for the digest before the first push. The plan for new hosts shows it.</summary>
    private const string NotPushedYet = "sha256:0000000000000000000000000000000000000000000000000000000000000000";

    public string Unit => $"{Name}.service";

    /// <summary>The image that this host is to run: <c>registry/repository@sha256:…</c></summary>
    public string ImageOn(RoleContext context) =>
        $"{RegistryRole.PullAddress(context.Environment)}/{Repository}@{ReleaseFile.Find(context.Environment, Repository)?.DigestOn(context.Host.Name) ?? NotPushedYet}";

    /// <summary>Pulls the image in advance, so that a restart takes no longer than the program's own start.</summary>
    public GuardedCommand Pulled(RoleContext context)
    {
        var image = ImageOn(context);
        return new GuardedCommand($"pulled {image}", $"{AppServerRole.Docker}\ndocker pull --quiet {image}")
        {
            Unless = $"{AppServerRole.Docker}\ndocker image inspect {image}",
        };
    }

    /// <param name="context">context of the host</param>
    /// <param name="files">files that the container reads at start</param>
    public IReadOnlyList<Resource> Resources(RoleContext context, IReadOnlyList<Resource> files)
    {
        var image = ImageOn(context);
        var unit = new FileResource(
            $"/etc/systemd/user/{Unit}",
            TemplateText.Render(
                "AppServer/container.liquid",
                new
                {
                    Name,
                    AppServerRole.User,
                    Engine = AppServerRole.EngineUnit,
                    Options = RunOptions.ToList(),
                    Image = image,
                }
            )
        );
        return [unit, new ServiceResource(Unit) { User = AppServerRole.User, RestartedBy = [unit, .. files] }];
    }

    /// <summary>Runs the same image once beside the service, for one-off tasks.</summary>
    /// <param name="variables">in addition to the service's own</param>
    /// <param name="mounts">in addition to the service's own</param>
    public string RunOnce(RoleContext context, IReadOnlyDictionary<string, string> variables, params IReadOnlyList<(string Host, string Container)> mounts)
    {
        var once = this with
        {
            Name = $"{Name}-once",
            Variables = Variables.Concat(variables).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value),
            Mounts = [.. Mounts, .. mounts],
        };
        return $"{AppServerRole.Docker}\ndocker run --rm --name {once.Name} {string.Join(' ', once.RunOptions)} {ImageOn(context)}";
    }

    /// <summary>Checks in the engine and in the kernel that the running container is as declared.</summary>
    public string HardeningCheck(RoleContext context) =>
        $$"""
            {{AppServerRole.Docker}}
            found=$(docker inspect --format '{{"{{.Config.Image}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.SecurityOpt}} {{.HostConfig.Privileged}} {{.Config.User}}"}}' {{Name}}) || exit 1
            echo "$found"
            [ "$found" = '{{ImageOn(context)}} true [ALL] [no-new-privileges] false 10001:10001' ] || exit 1
            process=$(docker inspect --format '{{"{{.State.Pid}}"}}' {{Name}})
            grep -E '^(Uid|CapEff|NoNewPrivs)' /proc/$process/status
            [ "$(awk '/^Uid/ { print $2 } /^CapEff/ { print $2 } /^NoNewPrivs/ { print $2 }' /proc/$process/status | paste -sd' ')" = '{{AppServerRole.ContainerId}} 0000000000000000 1' ]
            """;

    /// <summary>POSIX shell that prints which image a container runs and since when.</summary>
    /// <param name="role">first word of the line</param>
    /// <param name="container">name of the container</param>
    /// <param name="more">shell text whose output is appended; empty for none</param>
    public static string StatusScript(string role, string container, string more = "") =>
        $$"""
            {{AppServerRole.Docker}}
            printf '{{role}}: %s%s\n' "$(docker inspect --format '{{"{{.Config.Image}} since {{.State.StartedAt}}"}}' {{container}} 2>/dev/null | sed 's/.*@//; s/\.[0-9]*Z$/Z/' || echo 'no container')" "{{more}}"
            """;

    /// <summary>Options quoted so that a shell and systemd read them alike.</summary>
    private IEnumerable<string> RunOptions =>
        [
            "--pull never",
            "--network host",
            "--read-only",
            "--tmpfs /tmp:rw,noexec,nosuid,nodev,size=16m",
            "--cap-drop ALL",
            "--security-opt no-new-privileges",
            "--user 10001:10001",
            $"--log-opt tag={Name}",
            .. Mounts.Select(mount => $"--volume {mount.Host}:{mount.Container}:ro"),
            .. Variables.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"--env {Shell.Quote($"{pair.Key}={pair.Value}")}"),
        ];
}
