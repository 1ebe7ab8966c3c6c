using Microsoft.Extensions.Logging;
using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Provisioning;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Journal;
using PspLoad.Roles;
using PspLoad.Roles.Operations;
using PspLoad.Runs.Images;

namespace PspLoad.Runs.Fleets;

/// <summary>Brings an image of the application into service on an environment, under its lock.</summary>
public static class FleetDeployment
{
    /// <param name="definition">content of the environment's file</param>
    /// <param name="image">see <see cref="FindAsync"/></param>
    /// <param name="tell">receives one line per step</param>
    /// <exception cref="OperationFailedException">it did not get ready: exit code 3</exception>
    public static async Task RunAsync(
        PspEnvironment definition,
        LocalImage image,
        ILoggerFactory loggers,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        using var turn = EnvironmentLock.Take(definition, Workstation.Actor, TimeProvider.System);
        await using var session = await FleetSession.OpenAsync(definition, loggers, cancellationToken);
        using var journal = FleetSession.OpenJournal(definition);
        await RunAsync(session, journal, image, tell, cancellationToken);
    }

    /// <param name="image">archive of <c>docker save</c>, or an image of this machine's engine</param>
    /// <exception cref="OperationFailedException">there is no such image: exit code 2</exception>
    public static Task<LocalImage> FindAsync(string image, CancellationToken cancellationToken) =>
        ImageReference.FindAsync(image, LocalImage.ReferencePsp, cancellationToken);

    /// <summary>Does the same during a run, with the session and the journal of the run.</summary>
    /// <inheritdoc cref="RunAsync(PspEnvironment, LocalImage, ILoggerFactory, Action{string}, CancellationToken)"/>
    public static async Task RunAsync(
        PspEnvironment definition,
        string image,
        FleetSession session,
        AuditJournal journal,
        Action<string> tell,
        CancellationToken cancellationToken
    )
    {
        using var turn = EnvironmentLock.Take(definition, Workstation.Actor, TimeProvider.System);
        await RunAsync(session, journal, await FindAsync(image, cancellationToken), tell, cancellationToken);
    }

    private static async Task RunAsync(FleetSession session, AuditJournal journal, LocalImage image, Action<string> tell, CancellationToken cancellationToken)
    {
        var provisioner = new Provisioner(session.Environment, BuiltInRoles.All, session.ShellOf, session.Secrets, journal, TimeProvider.System);
        await new DeployOperation(session.Environment, session.ShellOf, provisioner).RunAsync(image, tell, cancellationToken);
    }
}
