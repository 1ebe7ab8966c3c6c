using PspLoad.Benchmarks.Ssh;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>
/// Compares this project's engine with Ansible: 30 files on each of eight hosts, first applied, then unchanged. The engines take turns on the same
/// hosts.
/// </summary>
internal static class ProvisionBenchmark
{
    private const string Folder = "artifacts/benchmarks";

    /// <returns>Markdown</returns>
    public static async Task<string> RunAsync(BenchmarkArguments arguments, CancellationToken cancellationToken)
    {
        var size = arguments.Quick ? BenchmarkSize.Quick : BenchmarkSize.Full;
        var log = new MeasurementLog(arguments.Record);
        if (arguments.Rounds > 0)
            await MeasureAsync(arguments.Rounds, size, log, cancellationToken);
        return ProvisionReport.Text(log.All, size, await AnsibleEngine.VersionAsync(cancellationToken), await OpenSshClient.VersionAsync(cancellationToken));
    }

    private static async Task MeasureAsync(int rounds, BenchmarkSize size, MeasurementLog log, CancellationToken cancellationToken)
    {
        var folder = Path.GetFullPath(Folder);
        var files = Path.Combine(folder, "files");
        BenchmarkFiles.Write(files, size.Files);
        await using var lab = await BenchmarkLab.UpAsync(folder, size.MostHosts, cancellationToken);
        await lab.InstallPythonAsync(cancellationToken);

        using var ssh = new OpenSshClient(lab.Environment);
        var own = new OwnEngine(lab.Environment, files);
        var plain = new AnsibleEngine(AnsibleEngine.Plain, lab.Environment, files, ssh);
        var tuned = new AnsibleEngine(AnsibleEngine.Tuned, lab.Environment, files, ssh, ("ANSIBLE_FORKS", "8"), ("ANSIBLE_PIPELINING", "True"));
        IProvisioningEngine[] engines = [own, plain, tuned];
        try
        {
            await plain.ConnectAsync(cancellationToken);
            for (var round = 0; round < rounds; round++)
            {
                var id = Guid.NewGuid();
                // Rounds in separate runs also begin with different engines.
                var first = log.All.Select(measurement => measurement.Round).Distinct().Count() % engines.Length;
                foreach (var engine in engines[first..].Concat(engines[..first]))
                {
                    await lab.ResetAsync(cancellationToken);
                    log.Add(new Measurement(id, MeasuredCase.Apply, engine.Name, await engine.RunAsync(size.Hosts, expectChanges: true, cancellationToken)));
                    await lab.RequireAsync(BenchmarkFiles.Expected(files), lab.Environment.Hosts.Take(size.Hosts).Select(host => host.Name), cancellationToken);
                    log.Add(new Measurement(id, MeasuredCase.NoOp, engine.Name, await engine.RunAsync(size.Hosts, expectChanges: false, cancellationToken)));
                }
                await lab.ResetAsync(cancellationToken);
                await own.RunAsync(size.MostHosts, expectChanges: true, cancellationToken);
                log.Add(new Measurement(id, MeasuredCase.NoOpOnTen, own.Name, await own.RunAsync(size.MostHosts, expectChanges: false, cancellationToken)));
            }
        }
        finally
        {
            await ssh.DisconnectAsync(CancellationToken.None);
        }
    }
}
