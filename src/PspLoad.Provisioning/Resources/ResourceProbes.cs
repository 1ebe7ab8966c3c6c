using PspLoad.Core.Errors;
using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Provisioning.Resources;

/// <summary>Probes many resources of a host in one round trip.</summary>
internal static class ResourceProbes
{
    /// <summary>Runs all probes at once. A failed probe passes its exit code and output to the resource.</summary>
    /// <returns>one result per resource, in the same order</returns>
    /// <exception cref="OperationFailedException">the batch ended early</exception>
    public static Task<IReadOnlyList<ProbeResult>> RunAsync(IHostShell shell, IReadOnlyList<Resource> resources, CancellationToken cancellationToken) =>
        ShellBatches.AskAsync(shell, [.. resources.Select(resource => resource.ProbeScript)], Preparation(resources), cancellationToken);

    /// <summary>
    /// Paths with whitespace, control characters or backslashes are left to their own probes, because the tools' output is searched line by line.
    /// </summary>
    private static string Preparation(IReadOnlyList<Resource> resources)
    {
        var files = resources.Select(resource => resource.ProbedFile).OfType<string>().Where(file => !file.Any(IsAwkward)).ToList();
        return files.Count > 1 ? $"know_files {Shell.Join(files)}" : "";
    }

    private static bool IsAwkward(char character) => character == '\\' || char.IsWhiteSpace(character) || char.IsControl(character);
}
