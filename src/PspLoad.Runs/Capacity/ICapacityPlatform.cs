using PspLoad.Capacity.Comparison;
using PspLoad.Core.Errors;

namespace PspLoad.Runs.Capacity;

/// <summary>Hosts from which parts may be taken out for a while.</summary>
public interface ICapacityPlatform : IPlatform
{
    /// <summary>The replica is out on purpose. Reconciliations do not compare with it until it is back.</summary>
    bool ReplicaIsOut { get; set; }

    /// <summary>
    /// Looks at the books again after several runs: when the PSP has decided all that they began, at the payments of all of them together.
    /// </summary>
    /// <param name="folder">receives the violations</param>
    /// <param name="runs">folders of the runs; those without payments are left out</param>
    /// <param name="ended">time of the last request</param>
    /// <param name="tell">told what it waits for, and how long</param>
    /// <param name="cancellationToken">gives up</param>
    Task<BooksOutcome> LookAgainAsync(
        string folder,
        IReadOnlyList<string> runs,
        DateTimeOffset ended,
        Action<string> tell,
        CancellationToken cancellationToken
    );

    /// <summary>Applies a role's setting to the hosts.</summary>
    /// <param name="setting">setting that differs from the environment's file</param>
    /// <exception cref="OperationFailedException">it is not a valid setting (exit code 2), or it could not be applied (exit code 3)</exception>
    Task ApplyAsync(RoleSetting setting, CancellationToken cancellationToken);

    /// <summary>Restores all settings to those in the environment's file.</summary>
    Task RestoreAsync(CancellationToken cancellationToken);
}
