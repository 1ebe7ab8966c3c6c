using System.Diagnostics;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>This project's engine. Each run is a new process: see <see cref="ProvisionOnce"/>.</summary>
internal sealed class OwnEngine(PspEnvironment environment, string files) : IProvisioningEngine
{
    public const string EngineName = "PspLoad";

    public string Name => EngineName;

    public async Task<double> RunAsync(int hosts, bool expectChanges, CancellationToken cancellationToken)
    {
        var names = environment.Hosts.Take(hosts).Select(host => host.Name);
        var run = await TimedProcess.RunAsync(
            new ProcessStartInfo("dotnet", [typeof(OwnEngine).Assembly.Location, ProvisionOnce.Command, environment.File, files, string.Join(',', names)]),
            cancellationToken
        );
        var all = hosts * BenchmarkFiles.In(files).Count();
        return run.Output.TrimEnd() == (expectChanges ? ProvisionOnce.Summary(all, 0) : ProvisionOnce.Summary(0, all))
            ? run.Seconds
            : throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{Name} reported: {run.Output}",
                "this is a defect of the benchmark or of the engine"
            );
    }
}
