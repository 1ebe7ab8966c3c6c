using Docker.DotNet;
using Docker.DotNet.Models;
using PspLoad.Core.Errors;
using Version = System.Version;

namespace PspLoad.Lab.Engine;

/// <summary>The container engine of this machine, with its properties at the time of connecting.</summary>
internal sealed class LabEngine : IDisposable
{
    private LabEngine(EngineEndpoint endpoint, DockerClient client, SystemInfoResponse info)
    {
        Endpoint = endpoint;
        Client = client;
        CgroupV2 = info.CgroupVersion == "2";
        DataDirectory = info.DockerRootDir;
    }

    /// <summary>For Testcontainers' builders.</summary>
    public EngineEndpoint Endpoint { get; }

    public DockerClient Client { get; }

    public bool CgroupV2 { get; }

    /// <summary>The engine's directory of images and containers, as a path on the engine's machine.</summary>
    public string DataDirectory { get; }

    /// <param name="unversioned">endpoint without an API version; the version is read from the engine</param>
    /// <param name="cancellationToken">gives up</param>
    /// <exception cref="OperationFailedException">no engine, no permission, or an engine that cannot run a lab</exception>
    public static async Task<LabEngine> ConnectAsync(EngineEndpoint unversioned, CancellationToken cancellationToken)
    {
        try
        {
            EngineEndpoint endpoint;
            using (var first = unversioned.GetDockerClientBuilder().Build())
                endpoint = new EngineEndpoint(unversioned.Endpoint, Version.Parse((await first.System.GetVersionAsync(cancellationToken)).APIVersion));

            var client = endpoint.GetDockerClientBuilder().Build();
            var info = await client.System.GetSystemInfoAsync(cancellationToken);
            if (info.OSType != "linux")
            {
                throw new OperationFailedException(
                    ExitCode.InvalidUsage,
                    $"the container engine runs {info.OSType} containers",
                    "switch it to Linux containers"
                );
            }

            return new LabEngine(endpoint, client, info);
        }
        catch (Exception e) when (EngineErrors.IsUnreachable(e))
        {
            throw EngineErrors.Unreachable(unversioned.Endpoint, e);
        }
    }

    /// <summary>Tells whether the engine answers now.</summary>
    public async Task<bool> AnswersAsync()
    {
        try
        {
            await Client.System.PingAsync(CancellationToken.None);
            return true;
        }
        catch (Exception e) when (EngineErrors.IsOfEngine(e) || EngineErrors.IsUnreachable(e))
        {
            return false;
        }
    }

    /// <returns>all containers with the label, running or not</returns>
    public Task<IList<ContainerListResponse>> ContainersWithAsync(string label, CancellationToken cancellationToken) =>
        Client.Containers.ListContainersAsync(new ContainersListParameters { All = true, Filters = Label(label) }, cancellationToken);

    public Task<IList<NetworkResponse>> NetworksWithAsync(string label, CancellationToken cancellationToken) =>
        Client.Networks.ListNetworksAsync(new NetworksListParameters { Filters = Label(label) }, cancellationToken);

    /// <summary>Runs a command as root inside a container, independent of the host's SSH and firewall.</summary>
    public async Task<ExecOutcome> ExecAsync(string container, IReadOnlyList<string> command, CancellationToken cancellationToken)
    {
        var parameters = new ContainerExecCreateParameters
        {
            Cmd = [.. command],
            AttachStdout = true,
            AttachStderr = true,
        };
        var exec = await Client.Exec.CreateContainerExecAsync(container, parameters, cancellationToken);
        using var stream = await Client.Exec.StartContainerExecAsync(exec.ID, new ContainerExecStartParameters(), cancellationToken);
        var (output, error) = await stream.ReadOutputToEndAsync(cancellationToken);
        var result = await Client.Exec.InspectContainerExecAsync(exec.ID, cancellationToken);
        return new ExecOutcome(result.ExitCode ?? -1, output, error);
    }

    /// <summary>Removes a container in any state, with its anonymous volumes. Does nothing when it is gone already.</summary>
    public async Task RemoveContainerAsync(string container, CancellationToken cancellationToken)
    {
        try
        {
            await Client.Containers.RemoveContainerAsync(container, new ContainerRemoveParameters { Force = true, RemoveVolumes = true }, cancellationToken);
        }
        catch (DockerContainerNotFoundException)
        {
            // Removed already.
        }
    }

    public void Dispose() => Client.Dispose();

    private static Dictionary<string, IDictionary<string, bool>> Label(string label) => new() { ["label"] = new Dictionary<string, bool> { [label] = true } };
}

/// <summary>The result of a command inside a container.</summary>
internal sealed record ExecOutcome(long ExitCode, string Output, string Error);
