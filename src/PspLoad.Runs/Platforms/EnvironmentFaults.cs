using PspLoad.Core.Environments;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.Lab;
using PspLoad.Provisioning.Images;
using PspLoad.Provisioning.Journal;
using PspLoad.Roles;
using PspLoad.Roles.Faults;
using PspLoad.Runs.Fleets;
using PspLoad.Runs.Images;

namespace PspLoad.Runs.Platforms;

/// <summary>Injects faults into an environment, and does on this machine what its hosts cannot do themselves.</summary>
/// <param name="definition">content of the environment's file</param>
/// <param name="session">its hosts</param>
/// <param name="lab">restarts hosts that are containers here</param>
/// <param name="journal">audit trail of promotions</param>
/// <param name="deploy">deploys an image as <c>deploy --image</c> does; returns its last line</param>
/// <param name="time">labels the images of deployments</param>
public sealed class EnvironmentFaults(
    PspEnvironment definition,
    FleetSession session,
    LabFleet lab,
    AuditJournal journal,
    Func<string, CancellationToken, Task<string>> deploy,
    TimeProvider time
) : IFaults, IFaultMachine
{
    public Task<IArmedFault> ArmAsync(PlannedFault planned, CancellationToken cancellationToken) =>
        BuiltInFaults
            .Find(planned.Fault)
            .ArmAsync(planned, new FaultContext(session.Environment, session.ShellOf, session.Secrets, journal, this), cancellationToken);

    public Task PowerCycleAsync(string host, CancellationToken cancellationToken) => lab.PowerCycleAsync(definition, host, cancellationToken);

    public Task<string> RelabelAsync(string tag, CancellationToken cancellationToken) =>
        ImageReference.RelabelAsync(LocalImage.ReferencePsp, tag, time.GetUtcNow(), cancellationToken);

    public Task<string> DeployAsync(string image, CancellationToken cancellationToken) => deploy(image, cancellationToken);
}
