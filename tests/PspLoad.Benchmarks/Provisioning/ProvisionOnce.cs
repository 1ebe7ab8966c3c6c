using Microsoft.Extensions.Logging.Abstractions;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Lab;
using PspLoad.Provisioning;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Roles;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Ssh;
using PspLoad.Roles;

namespace PspLoad.Benchmarks.Provisioning;

/// <summary>
/// Runs one <c>provision</c> in its own process, from reading the environment to closing the last connection. It uses the same parts as the
/// command: environment, lab, lock, secrets, journal, <see cref="Provisioner"/>. Only the role belongs to the benchmark.
/// </summary>
internal static class ProvisionOnce
{
    public const string Command = "provision-once";

    /// <param name="environmentFile">environment file of a running lab</param>
    /// <param name="files">folder with the files</param>
    /// <param name="hosts">comma-separated host names</param>
    /// <returns>exit code; prints <see cref="Summary"/></returns>
    public static async Task<int> RunAsync(string environmentFile, string files, string hosts, CancellationToken cancellationToken)
    {
        var definition = EnvironmentReader.Read(environmentFile, BuiltInRoles.Catalogue).Value
            ?? throw new OperationFailedException(ExitCode.InvalidUsage, $"{environmentFile} is not valid", "the benchmark writes it; run it again");
        using var turn = EnvironmentLock.Take(definition, "benchmark", TimeProvider.System);
        var environment = await new LabFleet(NullLogger<LabFleet>.Instance, TimeProvider.System).AttachAsync(definition, cancellationToken);
        environment = environment with { Hosts = [.. environment.Hosts.Select(host => host with { Roles = [FilesRole.RoleName] })] };
        var secrets = SecretStore.Open(
            Path.Combine(environment.StateDirectory, "secrets.sealed"),
            SecretKey.FromFile(Path.Combine(environment.StateDirectory, "secrets.key"))
        );
        using var journal = AuditJournal.Open(Path.Combine(environment.StateDirectory, "provision.ndjson"), TimeProvider.System, "benchmark");
        await using var fleet = new SshFleet(environment);
        Role[] roles = [new FilesRole(files)];
        var provisioner = new Provisioner(
            environment,
            roles,
            host => new SshHostShell(fleet.Host(host.Name), () => new SshFleet(environment)),
            secrets,
            journal,
            TimeProvider.System
        );

        var result = await provisioner.RunAsync(new ProvisionOptions(Check: false, hosts.Split(','), []), _ => { }, cancellationToken);
        foreach (var failure in result.Outcomes.Where(outcome => outcome.Status == ResourceStatus.Failed))
            Console.Error.WriteLine($"{failure.Host}: {failure.Resource}: {failure.Message}");
        Console.WriteLine(Summary(result.Count(ResourceStatus.Changed), result.Count(ResourceStatus.Ok)));
        return (int)(result.Succeeded ? ExitCode.Passed : ExitCode.ProvisioningFailed);
    }

    public static string Summary(int changed, int ok) => $"changed {changed}, ok {ok}";
}
