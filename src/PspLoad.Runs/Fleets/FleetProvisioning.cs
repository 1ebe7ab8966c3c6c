using Microsoft.Extensions.Logging;
using PspLoad.Core.Environments;
using PspLoad.Lab.Image;
using PspLoad.Provisioning;
using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Journal;
using PspLoad.Roles;
using PspLoad.Roles.Control;
using PspLoad.Roles.Images;
using PspLoad.Runs.Images;

namespace PspLoad.Runs.Fleets;

/// <summary>Brings an environment's hosts to their declared state, or lists what would change.</summary>
public sealed class FleetProvisioning(Workstation workstation, IProvisionView view)
{
    /// <exception cref="Core.Errors.OperationFailedException">
    /// the lab is not up, the secrets cannot be opened, another process changes the environment, or images are needed and no engine answers
    /// </exception>
    public async Task<ProvisionResult> RunAsync(PspEnvironment definition, ProvisionOptions options, CancellationToken cancellationToken)
    {
        var images = options.Check || !Pushes(definition, options) ? [] : await DescribeImagesAsync(definition, cancellationToken);
        using var turn = options.Check ? null : EnvironmentLock.Take(definition, Workstation.Actor, TimeProvider.System);
        await using var session = await FleetSession.OpenAsync(definition, workstation.Loggers, cancellationToken);
        using var journal = options.Check ? AuditJournal.None : FleetSession.OpenJournal(definition);
        var provisioner = new Provisioner(session.Environment, BuiltInRoles.All, session.ShellOf, session.Secrets, journal, TimeProvider.System)
        {
            Images = images,
        };
        var started = TimeProvider.System.GetTimestamp();
        var result = await view.WatchAsync(progress => provisioner.RunAsync(options, progress, cancellationToken), session.Secrets.Redact);
        view.Summarise(result, options, TimeProvider.System.GetElapsedTime(started), session.Secrets.Redact);
        return result;
    }

    /// <summary>
    /// Whether this checkout's images are pushed: only to the host that distributes images, and only if no other image was deployed. A lab always
    /// gets those of the checkout.
    /// </summary>
    private static bool Pushes(PspEnvironment environment, ProvisionOptions options) =>
        environment.HostsWith(ControlRole.RoleName).Any(host => options.Includes(host.Name, ControlRole.RoleName))
        && (environment.Lab is not null || ReleaseFile.Find(environment, LocalImage.ReferencePsp) is null);

    private Task<IReadOnlyList<LocalImage>> DescribeImagesAsync(PspEnvironment environment, CancellationToken cancellationToken) =>
        CheckoutImages.DescribeAsync(
            environment,
            new ApplicationImages(workstation.Checkout, workstation.Loggers.CreateLogger<ApplicationImages>(), TimeProvider.System),
            cancellationToken
        );
}
