using System.Globalization;
using Docker.DotNet.Models;
using PspLoad.Lab.Engine;

namespace PspLoad.Lab.Hosts;

/// <summary>How much of the machine a host may use. It is changed while the host runs, so that a search for the capacity can be repeated
/// with more of it.</summary>
internal static class CpuLimit
{
    private const long Period = 100_000;
    private const long None = -1;

    /// <param name="engine">that has the container</param>
    /// <param name="container">its name</param>
    /// <param name="host">its host's name, for people</param>
    /// <param name="percent">of one CPU; null for all of the machine</param>
    /// <param name="cancellationToken">ends the questions to the engine</param>
    /// <returns>what was done, for people; null where nothing was</returns>
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
