using System.Runtime.InteropServices;
using PspLoad.Core.Results;

namespace PspLoad.Runs.Origins;

/// <summary>The provenance of this process: version, commit, command line, machine.</summary>
public static class ProcessProvenance
{
    /// <param name="checkout">folder of the project's checkout</param>
    /// <param name="target">URL that receives the load</param>
    /// <param name="isLab">the hosts are containers on this machine</param>
    public static ProvenancePart Describe(string checkout, string target, bool isLab) =>
        new()
        {
            Version = typeof(ProcessProvenance).Assembly.GetName().Version!.ToString(3),
            Commit = GitCommit.Of(checkout),
            Command = string.Join(' ', ["./run.sh", .. Environment.GetCommandLineArgs().Skip(1)]),
            Injector = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}",
            Cpus = Environment.ProcessorCount,
            IsLab = isLab,
            Target = target,
        };
}
