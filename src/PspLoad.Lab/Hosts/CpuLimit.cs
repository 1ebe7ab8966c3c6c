using System.Globalization;
using Docker.DotNet.Models;
using PspLoad.Lab.Engine;

namespace PspLoad.Lab.Hosts;

/// <summary>Limits the CPU time of a host. It can change while the host runs, so a capacity search can be repeated with a higher limit.</summary>
internal static class CpuLimit
{
    private const long Period = 100_000;
    private const long None = -1;

    /// <param name="engine">the engine</param>
    /// <param name="container">name of the container</param>
    /// <param name="host">name of the host, for messages</param>
    /// <param name="percent">percent of one CPU; null for no limit</param>
    /// <param name="cancellationToken">gives up</param>
    /// <returns>one line about the change; null when nothing changed</returns>
    public static async Task<string?> ApplyAsync(LabEngine engine, string container, string host, int? percent, CancellationToken cancellationToken)
    {
        var quota = (await engine.Client.Containers.InspectContainerAsync(container, cancellationToken)).HostConfig!.CPUQuota;
        var wanted = percent is { } limit ? limit * Period / 100 : None;
        if (quota == wanted || (quota <= 0 && wanted == None))
            return null;
        await engine.Client.Containers.UpdateContainerAsync(
            container,
            new ContainerUpdateParameters { CPUPeriod = Period, CPUQuota = wanted },
            cancellationToken
        );
        return percent is null ? $"{host}: may use all CPUs again" : string.Create(CultureInfo.InvariantCulture, $"{host}: limited to {percent} % of a CPU");
    }
}
