using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning.Journal;
using PspLoad.Provisioning.Secrets;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Roles.Faults;

/// <summary>What faults work with.</summary>
/// <param name="Environment">with absolute addresses</param>
/// <param name="ShellOf">root shell of a host</param>
/// <param name="Secrets">for the replication account, which a promotion needs</param>
/// <param name="Journal">audit trail; its creator disposes of it</param>
/// <param name="Machine">what the hosts cannot do themselves</param>
public sealed record FaultContext(
    PspEnvironment Environment,
    Func<HostDefinition, IHostShell> ShellOf,
    SecretStore Secrets,
    AuditJournal Journal,
    IFaultMachine Machine
)
{
    /// <returns>the first host with the role</returns>
    /// <exception cref="OperationFailedException">there is none</exception>
    public HostDefinition First(string role) =>
        Environment.HostsWith(role).FirstOrDefault()
        ?? throw new OperationFailedException(
            ExitCode.InvalidUsage,
            $"environment '{Environment.Name}' has no host with the role '{role}'",
            "name another environment with -e"
        );

    /// <returns>the first line that the script prints on the host</returns>
    /// <exception cref="OperationFailedException">it printed nothing or failed</exception>
    public async Task<string> AskAsync(HostDefinition host, string script, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var code = await ShellOf(host).RunAsync(script, lines.Add, cancellationToken);
        return code == 0 && lines is [var answer, ..] && answer.Length > 0
            ? answer
            : throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{host.Name}: '{script}' gave no answer (exit code {code})",
                "see ./run.sh verify"
            );
    }
}

/// <summary>What faults need from the machine of the harness: the lab's engine and container images.</summary>
public interface IFaultMachine
{
    /// <summary>Takes the power from a lab's host and starts it again. Returns when its system starts.</summary>
    /// <param name="host">name</param>
    Task PowerCycleAsync(string host, CancellationToken cancellationToken);

    /// <summary>Gives the application's image a new digest.</summary>
    /// <param name="tag">tag of the image</param>
    /// <returns>name of the new image</returns>
    /// <exception cref="OperationFailedException">this machine does not have the image</exception>
    Task<string> RelabelAsync(string tag, CancellationToken cancellationToken);

    /// <summary>Deploys the application, as <c>deploy --image</c> does.</summary>
    /// <param name="image">name of an image, or an archive of <c>docker save</c></param>
    /// <returns>the last line about what was done</returns>
    /// <exception cref="OperationFailedException">the new version did not become ready; the previous one serves</exception>
    Task<string> DeployAsync(string image, CancellationToken cancellationToken);
}
