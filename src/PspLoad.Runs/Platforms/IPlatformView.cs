using PspLoad.Provisioning.Verification;
using PspLoad.Runs.Fleets;

namespace PspLoad.Runs.Platforms;

/// <summary>Shows people how the hosts are prepared for a load.</summary>
public interface IPlatformView
{
    /// <summary>Shows the provisioning of the whole environment.</summary>
    IProvisionView Provisioning { get; }

    /// <summary>Shows that one setting is applied to hosts that were provisioned before.</summary>
    IProvisionView Setting { get; }

    /// <summary>All roles were verified.</summary>
    void Verified(IReadOnlyList<Evidence> evidence);
}
