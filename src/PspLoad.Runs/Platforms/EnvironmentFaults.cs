using PspLoad.Core.Environments;
using PspLoad.Core.Errors;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.Lab;
using PspLoad.Provisioning.Images;
using PspLoad.Roles.Faults;
using PspLoad.Roles.Images;
using PspLoad.Runs.Images;

namespace PspLoad.Runs.Platforms;

/// <summary>Faults of an environment: over SSH what hosts do to themselves, and by this machine what needs its engine or its images.</summary>
/// <param name="environment">as its file says</param>
/// <param name="lab">restarts hosts that are containers here</param>
/// <param name="ssh">every other fault</param>
/// <param name="deploy">deploys an image, named as <c>deploy --image</c> takes it; tells what it did last</param>
/// <param name="time">tells one deployment from the other</param>
public sealed class EnvironmentFaults(
    PspEnvironment environment,
    LabFleet lab,
    SshFaults ssh,
    Func<string, CancellationToken, Task<string>> deploy,
    TimeProvider time
) : IFaults
{
    public async Task<IArmedFault> ArmAsync(PlannedFault planned, CancellationToken cancellationToken) =>
        planned.Fault.Name switch
        {
            FaultCatalogue.Deployment => new DeployFault(
                planned.Options["image"] is { Length: > 0 } image ? image : await RelabelAsync(cancellationToken),
                deploy
            ),
            FaultCatalogue.Restart when environment.Lab is not null => new PowerCycleFault(planned.Host!, (host, cancellation) =>
                lab.PowerCycleAsync(environment, host, cancellation)
            ),
            _ => await ssh.ArmAsync(planned, cancellationToken),
        };

    private Task<string> RelabelAsync(CancellationToken cancellationToken)
    {
        var release = ReleaseFile.Find(environment, LocalImage.ReferencePsp)
            ?? throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                "no application was deployed yet, so there is none to deploy anew",
                "name one: image: REF"
            );
        return ImageReference.RelabelAsync(LocalImage.ReferencePsp, release.Tag, time.GetUtcNow(), cancellationToken);
    }
}
