using System.Globalization;
using System.Text;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Errors;
using PspLoad.Lab.Engine;
using PspLoad.Lab.Network;

namespace PspLoad.Lab.Hosts;

/// <summary>Runs a Debian host as a container. Its first process is systemd; each of its capabilities is listed here.</summary>
internal static class HostContainer
{
    /// <summary>Creates the container, copies its files and starts it.</summary>
    /// <exception cref="OperationFailedException">the first process ended at once, or the engine did not publish the ports</exception>
    public static async Task StartNewAsync(LabEngine engine, LabIdentity identity, string network, HostSpec spec, CancellationToken cancellationToken)
    {
        var builder = new ContainerBuilder(spec.Image)
            .WithDockerEndpoint(engine.Endpoint)
            .WithLogger(NullLogger.Instance)
            .WithCleanUp(false)
            .WithImagePullPolicy(PullPolicy.Never)
            .WithName(identity.ContainerOf(spec.Host))
            .WithHostname(spec.Host)
            .WithLabel(Labels(identity, spec))
            .WithCreateParameterModifier(parameters => Configure(parameters, network, spec));
        foreach (var (path, (text, mode)) in HostFiles.For(spec))
            builder = builder.WithResourceMapping(Encoding.UTF8.GetBytes(text), path, fileMode: (UnixFileModes)mode);

        try
        {
            // Never disposed: that would stop the host.
            await builder.Build().StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is ContainerNotRunningException or TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            throw HostReadiness.Failed(spec.Host, "did not start", identity.ContainerOf(spec.Host), e);
        }
    }

    private static Dictionary<string, string> Labels(LabIdentity identity, HostSpec spec) =>
        new(identity.Labels)
        {
            [LabIdentity.HostLabel] = spec.Host,
            [LabIdentity.ImageLabel] = spec.Image,
            [LabIdentity.SpecLabel] = spec.Hash,
            [LabIdentity.PublishedLabel] = PublishedPorts.ToLabel(spec.Published),
        };

    internal static void Configure(CreateContainerParameters parameters, string network, HostSpec spec)
    {
        parameters.Domainname = spec.Domain;
        parameters.ExposedPorts = spec.Published.Keys.ToDictionary(Tcp, _ => default(EmptyStruct));
        parameters.NetworkingConfig = new NetworkingConfig
        {
            EndpointsConfig = new Dictionary<string, EndpointSettings>
            {
                [network] = new()
                {
                    IPAMConfig = new EndpointIPAMConfig { IPv4Address = spec.Address },
                    Aliases = [spec.Host, $"{spec.Host}.{spec.Domain}"],
                },
            },
        };

        var host = parameters.HostConfig!;
        host.NetworkMode = network;
        host.PortBindings = spec.Published.ToDictionary(
            port => Tcp(port.Key),
            port => (IList<PortBinding>)[new PortBinding { HostIP = "127.0.0.1", HostPort = port.Value.ToString(CultureInfo.InvariantCulture) }]
        );
        host.RestartPolicy = new RestartPolicy { Name = RestartPolicyKind.No };
        host.Tmpfs = new Dictionary<string, string>
        {
            ["/run"] = "mode=755",
            ["/run/lock"] = "mode=1777",
            ["/tmp"] = "exec,mode=1777",
        };

        // systemd needs SYS_ADMIN for its mounts, the perimeter needs NET_ADMIN. --privileged would give access to the whole machine.
        host.CapAdd = ["SYS_ADMIN", "NET_ADMIN"];
        // Containers inside a host mount /proc and create namespaces. Security profiles and masked paths would prevent that.
        host.SecurityOpt = ["seccomp=unconfined", "apparmor=unconfined"];
        host.MaskedPaths = [];
        host.ReadonlyPaths = [];
        host.Devices =
        [
            .. spec.Devices.Select(device => new DeviceMapping
            {
                PathOnHost = device,
                PathInContainer = device,
                CgroupPermissions = "rwm",
            }),
        ];

        host.CgroupnsMode = spec.CgroupV2 ? "private" : "host";
        host.Binds = spec.CgroupV2 ? [] : ["/sys/fs/cgroup:/sys/fs/cgroup:rw"];
    }

    private static string Tcp(int port) => string.Create(CultureInfo.InvariantCulture, $"{port}/tcp");
}
