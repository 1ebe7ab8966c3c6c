using PspLoad.Capacity.Comparison;
using PspLoad.Core.Errors;

namespace PspLoad.Runs.Capacity;

/// <summary>Hosts that parts may be taken out of for a while.</summary>
public interface ICapacityPlatform : IPlatform
{
    /// <summary>The replica is out on purpose: reconciliations don't compare with it until it is back.</summary>
    bool ReplicaIsOut { get; set; }

    /// <summary>Brings settings of roles onto the hosts.</summary>
    /// <param name="setting">that differs from the environment's file</param>
    /// <exception cref="OperationFailedException">it is no setting, or could not be brought there; exit code 2 or 3</exception>
    Task ApplyAsync(RoleSetting setting, CancellationToken cancellationToken);

    /// <summary>Brings all settings back to what the environment's file says.</summary>
    Task RestoreAsync(CancellationToken cancellationToken);
}
