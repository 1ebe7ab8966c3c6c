namespace PspLoad.Roles.Metrics;

/// <summary>A role whose service is sampled.</summary>
public interface IMeasuredRole
{
    ServiceMetrics Metrics { get; }
}

/// <summary>A figure that people and rules understand.</summary>
/// <param name="Name">ends with the unit; <c>hosts.ndjson</c> has it</param>
/// <param name="Of">computes it; null if it is unknown</param>
public sealed record ServiceFigure(string Name, Func<SamplePair, double?> Of);
