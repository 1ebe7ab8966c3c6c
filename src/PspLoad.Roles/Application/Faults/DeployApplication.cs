using PspLoad.Core.Configuration;
using PspLoad.Core.Errors;
using PspLoad.Core.Runs.Faults;
using PspLoad.Core.Scenarios;
using PspLoad.Provisioning.Images;
using PspLoad.Roles.Faults;
using PspLoad.Roles.Images;

namespace PspLoad.Roles.Application.Faults;

/// <summary>
/// Deploys a new version of the application with the same operation that an operator uses. The version stays, so there is nothing to undo. If it
/// does not become ready, the deployment rolls it back.
/// </summary>
public sealed class DeployApplication : Fault
{
    private static readonly FaultOption s_image = new(
        new ConfigurationKey("image", "an image", "default: what runs, under a new digest", "pspload/reference-psp:next"),
        new TextFormat("an image or an archive of docker save", "for example pspload/reference-psp:next", text => text.Length > 0),
        ""
    );

    public override FaultDefinition Definition { get; } =
        new(
            "deploy-application",
            "deploys another version as `./run.sh deploy` does: `image: REF`, or by default the running image under a new digest",
            ApplicationRole.RoleName,
            s_image
        );

    public override async Task<IArmedFault> ArmAsync(PlannedFault planned, FaultContext context, CancellationToken cancellationToken)
    {
        var image = planned.Value(s_image);
        return new ArmedDeployment(image.Length > 0 ? image : await RelabelAsync(context, cancellationToken), context.Machine);
    }

    private static Task<string> RelabelAsync(FaultContext context, CancellationToken cancellationToken)
    {
        var release = ReleaseFile.Find(context.Environment, LocalImage.ReferencePsp)
            ?? throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                "no application was deployed yet, so there is none to deploy anew",
                "name one: image: REF"
            );
        return context.Machine.RelabelAsync(release.Tag, cancellationToken);
    }

    private sealed class ArmedDeployment(string image, IFaultMachine machine) : IArmedFault
    {
        public string Host => "application servers";

        public bool IsProcedure => true;

        public async Task<string?> InjectAsync(CancellationToken cancellationToken) => await machine.DeployAsync(image, cancellationToken);

        public Task<string?> UndoAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
