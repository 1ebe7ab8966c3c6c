using PspLoad.Provisioning.Engine;

namespace PspLoad.Runs.Fleets;

/// <summary>Shows people how hosts are provisioned.</summary>
public interface IProvisionView
{
    /// <summary>Runs the provisioning and shows its progress.</summary>
    /// <param name="run">the provisioning; reports its progress from several threads</param>
    /// <param name="redact">removes secrets from a text</param>
    Task<ProvisionResult> WatchAsync(Func<Action<RoleProgress>, Task<ProvisionResult>> run, Func<string, string> redact);

    /// <summary>Shows the result.</summary>
    /// <param name="redact">removes secrets from a text</param>
    void Summarise(ProvisionResult result, ProvisionOptions options, TimeSpan took, Func<string, string> redact);
}
