namespace PspLoad.Benchmarks.Provisioning;

/// <summary>Something that brings files onto hosts.</summary>
internal interface IProvisioningEngine
{
    /// <summary>As the report calls it.</summary>
    string Name { get; }

    /// <summary>One run over the first <paramref name="hosts"/> hosts, from the start of a process to its end.</summary>
    /// <param name="hosts">how many</param>
    /// <param name="expectChanges">true where every file must be reported as changed, false where none may be</param>
    /// <returns>seconds</returns>
    /// <exception cref="Core.Errors.OperationFailedException">it failed, or reported something else</exception>
    Task<double> RunAsync(int hosts, bool expectChanges, CancellationToken cancellationToken);
}
