namespace PspLoad.Benchmarks.Provisioning;

/// <summary>An engine that puts files on hosts.</summary>
internal interface IProvisioningEngine
{
    /// <summary>Name in the report.</summary>
    string Name { get; }

    /// <summary>Runs once over the first <paramref name="hosts"/> hosts, in a new process.</summary>
    /// <param name="hosts">number of hosts</param>
    /// <param name="expectChanges">true if every file must be reported as changed, false if none may be</param>
    /// <returns>seconds from the start of the process to its end</returns>
    /// <exception cref="Core.Errors.OperationFailedException">the engine failed, or reported other changes</exception>
    Task<double> RunAsync(int hosts, bool expectChanges, CancellationToken cancellationToken);
}
