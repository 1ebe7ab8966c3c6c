using Docker.DotNet.Models;
using PspLoad.Lab.Engine;

namespace PspLoad.IntegrationTests.Payments.Stack;

/// <summary>
/// A container with the restrictions of production: no root, no capabilities, nothing writable. It shares the machine's network, because the
/// test stack listens on 127.0.0.1.
/// </summary>
internal sealed class ContainerNode : IAsyncDisposable
{
    private readonly LabEngine _engine;
    private readonly string _id;

    private ContainerNode(LabEngine engine, string id)
    {
        this._engine = engine;
        this._id = id;
    }

    /// <param name="engine">the machine's container engine; the container disposes of it</param>
    /// <param name="image">name of the image; its entry point is run</param>
    /// <param name="environment">environment variables of the process</param>
    /// <param name="mounts">host path and container path, all read-only</param>
    /// <param name="cancellationToken">stops waiting</param>
    public static async Task<ContainerNode> StartAsync(
        LabEngine engine,
        string image,
        IReadOnlyDictionary<string, string> environment,
        IEnumerable<(string Host, string Container)> mounts,
        CancellationToken cancellationToken
    )
    {
        var created = await engine.Client.Containers.CreateContainerAsync(
            new CreateContainerParameters
            {
                Image = image,
                Env = [.. environment.Select(pair => $"{pair.Key}={pair.Value}")],
                HostConfig = new HostConfig
                {
                    NetworkMode = "host",
                    ReadonlyRootfs = true,
                    CapDrop = ["ALL"],
                    SecurityOpt = ["no-new-privileges"],
                    Binds = [.. mounts.Select(mount => $"{mount.Host}:{mount.Container}:ro")],
                },
            },
            cancellationToken
        );
        ContainerNode node = new(engine, created.ID);
        await engine.Client.Containers.StartContainerAsync(created.ID, new ContainerStartParameters(), cancellationToken);
        return node;
    }

    /// <summary>The machine's process id of the container's first process.</summary>
    public async Task<int> ProcessIdAsync(CancellationToken cancellationToken) =>
        (int)(await _engine.Client.Containers.InspectContainerAsync(_id, cancellationToken)).State!.Pid;

    /// <summary>Sends SIGTERM and returns the exit code.</summary>
    public async Task<long> StopAsync(TimeSpan limit, CancellationToken cancellationToken)
    {
        await _engine.Client.Containers.StopContainerAsync(
            _id,
            new ContainerStopParameters { WaitBeforeKillSeconds = (uint)limit.TotalSeconds },
            cancellationToken
        );
        return (await _engine.Client.Containers.InspectContainerAsync(_id, cancellationToken)).State!.ExitCode;
    }

    public async Task<string> LogAsync(CancellationToken cancellationToken)
    {
        using var stream = await _engine.Client.Containers.GetContainerLogsAsync(
            _id,
            new ContainerLogsParameters { ShowStdout = true, ShowStderr = true },
            cancellationToken
        );
        (var output, var error) = await stream.ReadOutputToEndAsync(cancellationToken);
        return output + error;
    }

    public async ValueTask DisposeAsync() => await _engine.RemoveContainerAsync(_id, CancellationToken.None);
}
