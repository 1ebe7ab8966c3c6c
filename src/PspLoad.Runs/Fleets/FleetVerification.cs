using PspLoad.Provisioning.Engine;
using PspLoad.Provisioning.Verification;
using PspLoad.Roles;

namespace PspLoad.Runs.Fleets;

/// <summary>Proves that the roles of a fleet work, each from the position of its clients, and keeps the evidence.</summary>
public sealed class FleetVerification(FleetSession session)
{
    /// <param name="options">selects hosts and roles</param>
    /// <param name="file">file that receives the evidence, JSON</param>
    /// <param name="tell">receives the evidence of each check as soon as the check has ended</param>
    public async Task<IReadOnlyList<Evidence>> RunAsync(ProvisionOptions options, string file, Action<Evidence> tell, CancellationToken cancellationToken)
    {
        var verifier = new Verifier(session.Environment, BuiltInRoles.All, session.ShellOf, session.Secrets, TimeProvider.System);
        var evidence = await verifier.RunAsync(options, tell, cancellationToken);
        EvidenceFile.Write(file, evidence);
        return evidence;
    }
}
