using System.Runtime.InteropServices;
using PspLoad.Core.Results;

namespace PspLoad.Cli.Runs;

/// <summary>What this process can say of itself.</summary>
internal static class Provenance
{
    /// <param name="target">where the load goes</param>
    /// <param name="isLab">the hosts are containers here</param>
    public static ProvenancePart Of(string target, bool isLab) =>
        new()
        {
            Version = typeof(Provenance).Assembly.GetName().Version!.ToString(3),
            Commit = GitCommit.Of(Checkout.Root),
            Command = string.Join(' ', ["./run.sh", .. Environment.GetCommandLineArgs().Skip(1)]),
            Injector = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}",
            Cpus = Environment.ProcessorCount,
            IsLab = isLab,
            Target = target,
        };
}
