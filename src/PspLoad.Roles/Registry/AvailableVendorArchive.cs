using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Roles.Registry;

/// <summary>A vendor's archive that must be in the fleet's repository. If it is missing, nothing of the role is started.</summary>
/// <param name="Archive">as the environment names it</param>
/// <param name="Url">URL in the repository</param>
internal sealed record AvailableVendorArchive(VendorArchive Archive, string Url) : Resource
{
    public override string Id => $"vendor archive {Archive.File}";

    public override string ProbeScript => $"if curl -sfI -o /dev/null --connect-timeout 5 -- {Shell.Quote(Url)}; then echo there; else echo missing; fi";

    public override StateComparison Compare(ProbeResult actual, IReadOnlySet<string> changing) =>
        actual.Output == "there"
            ? StateComparison.AsDeclared
            : new StateComparison.Impossible(
                $"{Archive.File} (version {Archive.Version}, SHA-256 {Archive.Sha256}) is not at {Url}",
                "put it into the component vendor of the environment's repository, or set parameters.registry.provider to debian"
            );
}
