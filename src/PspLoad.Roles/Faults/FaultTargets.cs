using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;
using PspLoad.Provisioning.Shells;
using PspLoad.Roles.Application;
using PspLoad.Roles.Database;
using PspLoad.Roles.Front;

namespace PspLoad.Roles.Faults;

/// <summary>Finds the target host of a fault: the one that the scenario names, or the one that is currently active.</summary>
internal sealed class FaultTargets(PspEnvironment environment, Func<HostDefinition, IHostShell> shellOf)
{
    /// <exception cref="OperationFailedException">there is no such host, or it could not be queried</exception>
    public async Task<HostDefinition> FindAsync(PlannedFault planned, CancellationToken cancellationToken)
    {
        if (planned.Host is { } named)
            return environment.Host(named);
        return planned.Fault.Role switch
        {
            ApplicationRole.RoleName => environment.Host(
                await AskAsync(First(FrontRole.RoleName), "psp-front status | head -n 1 | cut -d' ' -f1", cancellationToken)
            ),
            DatabaseRole.RoleName when planned.Fault.Name is "stop-replica" or "lag-replica" => await DatabaseAsync(
                "1",
                "no database server is a replica",
                cancellationToken
            ),
            DatabaseRole.RoleName => await DatabaseAsync("0", "no database server takes writes", cancellationToken),
            { } role => First(role),
            null => throw new OperationFailedException(ExitCode.InvalidUsage, $"{planned.Fault.Name} names no host", "write host: NAME"),
        };
    }

    private async Task<HostDefinition> DatabaseAsync(string readOnly, string problem, CancellationToken cancellationToken)
    {
        foreach (var host in environment.HostsWith(DatabaseRole.RoleName))
        {
            if (await AskAsync(host, "mariadb -N -B -e 'SELECT @@global.read_only'", cancellationToken) == readOnly)
                return host;
        }
        throw new OperationFailedException(ExitCode.ProvisioningFailed, problem, "see ./run.sh verify");
    }

    private HostDefinition First(string role) =>
        environment.HostsWith(role).FirstOrDefault()
        ?? throw new OperationFailedException(
            ExitCode.InvalidUsage,
            $"environment '{environment.Name}' has no host with the role '{role}'",
            "name another environment with -e"
        );

    private async Task<string> AskAsync(HostDefinition host, string question, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var code = await shellOf(host).RunAsync(question, lines.Add, cancellationToken);
        return code == 0 && lines is [var answer, ..] && answer.Length > 0
            ? answer
            : throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{host.Name}: '{question}' gave no answer (exit code {code})",
                "see ./run.sh verify"
            );
    }
}
