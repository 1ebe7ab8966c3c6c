namespace PspLoad.IntegrationTests.Load;

/// <summary>Runs the tests that measure time one at a time, after all others.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Measurements
{
    public const string Name = "load measurements";

    /// <summary>Whether to run more rounds and longer runs (<c>./run.sh test --nightly</c>).</summary>
    internal static bool Nightly { get; } = string.Equals(Environment.GetEnvironmentVariable("PSPLOAD_NIGHTLY"), "1", StringComparison.Ordinal);
}
