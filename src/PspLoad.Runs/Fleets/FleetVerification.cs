using PspLoad.Provisioning.Checks;
using PspLoad.Provisioning.Engine;
using PspLoad.Roles;

namespace PspLoad.Runs.Fleets;

/// <summary>Proves that the roles of a fleet work, each from the position of its clients, and keeps the evidence.</summary>
public sealed class FleetVerification(FleetSession session)
{
    /// <param name="options">which hosts and roles</param>
    /// <param name="file">path that the evidence is written to</param>
    /// <param name="tell">receives each check's evidence when it is there</param>
    public async Task<IReadOnlyList<Evidence>> RunAsync(ProvisionOptions options, string file, Action<Evidence> tell, CancellationToken cancellationToken)
    {
        var verifier = new Verifier(session.Environment, BuiltInRoles.All, session.ShellOf, session.Secrets, TimeProvider.System);
        var evidence = await verifier.RunAsync(options, tell, cancellationToken);
        EvidenceFile.Write(file, evidence);
        return evidence;
    }
}
