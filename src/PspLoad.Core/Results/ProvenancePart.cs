namespace PspLoad.Core.Results;

/// <summary>Enough to run it again.</summary>
public sealed record ProvenancePart
{
    /// <summary>Version of PspLoad.</summary>
    public required string Version { get; init; }

    /// <summary>Commit of the checkout, with <c>-dirty</c> where files differ from it; null outside a checkout.</summary>
    public string? Commit { get; init; }

    /// <summary>The command that was given, for example <c>./run.sh run -e quick -s failover</c>.</summary>
    public required string Command { get; init; }

    /// <summary>Operating system, kernel and .NET of the injector.</summary>
    public required string Injector { get; init; }

    /// <summary>CPUs that the injector may use.</summary>
    public required int Cpus { get; init; }

    /// <summary>The environment is a lab on the injector's own machine: its figures are no capacity statement.</summary>
    public required bool IsLab { get; init; }

    /// <summary>Where the load went, for example <c>https://127.0.0.1:27068</c>.</summary>
    public required string Target { get; init; }
}
