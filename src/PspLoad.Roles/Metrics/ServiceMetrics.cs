using PspLoad.Core.Bottlenecks;
using PspLoad.Core.Environments;

namespace PspLoad.Roles.Metrics;

/// <summary>What is sampled of a role's service, which figures follow, and when a figure shows a bottleneck.</summary>
/// <param name="service">labels the service's lines in a sample</param>
public abstract class ServiceMetrics(string service)
{
    public string Service => service;

    /// <summary>Only root may ask the service.</summary>
    public virtual bool AsRoot => false;

    /// <summary>bash that runs before the first sample, for example to define a function.</summary>
    public virtual string Prepare => "";

    /// <summary>
    /// bash that prints <c>LABEL NUL LINE</c> for every line of the service's answer. Runs once a second. Must end if the service does not answer
    /// within a second; the service is then missing from that sample. <see cref="CounterScript"/> provides <c>get</c> for HTTP.
    /// </summary>
    public abstract string Sample(HostDefinition host);

    /// <summary>Computed from two samples. A figure that is missing in either is left out.</summary>
    public abstract IReadOnlyList<ServiceFigure> Figures { get; }

    public virtual IReadOnlyList<BottleneckRule> Bottlenecks => [];

    /// <summary>Reads one line of the answer. Values of the same name are added up.</summary>
    /// <param name="words">the line, split at blanks</param>
    /// <returns>the service's own name of the value, and the number as text; null for a line that is not needed</returns>
    internal abstract (string Name, string Number)? Read(string[] words);
}
