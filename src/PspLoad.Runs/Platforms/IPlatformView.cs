using PspLoad.Provisioning.Checks;
using PspLoad.Runs.Fleets;

namespace PspLoad.Runs.Platforms;

/// <summary>Shows people how a platform gets ready.</summary>
public interface IPlatformView
{
    /// <summary>The whole environment is provisioned.</summary>
    IProvisionView Provisioning { get; }

    /// <summary>One setting is applied to hosts that were provisioned before.</summary>
    IProvisionView Setting { get; }

    /// <summary>All roles were checked.</summary>
    void Verified(IReadOnlyList<Evidence> evidence);
}
