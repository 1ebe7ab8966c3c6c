using PspLoad.Provisioning.Batches;
using PspLoad.Provisioning.Resources;
using PspLoad.Provisioning.Shells;

namespace PspLoad.UnitTests.Provisioning;

/// <summary>Probes and applies single resources on a shell.</summary>
internal static class ResourceOnHost
{
    private static readonly HashSet<string> s_nothingChanging = [];

    public static async Task<StateComparison> CompareAsync(this IHostShell shell, Resource resource)
    {
        var probes = await ResourceProbes.RunAsync(shell, [resource], TestContext.Current.CancellationToken);
        return resource.Compare(probes[0], s_nothingChanging);
    }

    /// <returns>the change that was made, after a second probe has found the resource as declared</returns>
    public static async Task<Change> ConvergeAsync(this IHostShell shell, Resource resource)
    {
        var change = Assert.IsType<StateComparison.Differs>(await shell.CompareAsync(resource)).Change;
        var result = await shell.ApplyAsync(change);
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode}: {result.Output}");
        Assert.IsType<StateComparison.Ok>(await shell.CompareAsync(resource));
        return change;
    }

    /// <summary>Expects the change to fail.</summary>
    /// <returns>the host's output</returns>
    public static async Task<string> FailAsync(this IHostShell shell, Resource resource)
    {
        var change = Assert.IsType<StateComparison.Differs>(await shell.CompareAsync(resource)).Change;
        var result = await shell.ApplyAsync(change);
        Assert.NotEqual(0, result.ExitCode);
        return result.Output;
    }

    public static async Task<ProbeResult> AskAsync(this IHostShell shell, string script) =>
        (await ShellBatches.AskAsync(shell, [script], TestContext.Current.CancellationToken))[0];

    private static async Task<ProbeResult> ApplyAsync(this IHostShell shell, Change change)
    {
        if (change.Apply is { } apply)
        {
            try
            {
                await apply(shell, TestContext.Current.CancellationToken);
                return new ProbeResult(0, "");
            }
            catch (ResourceFailedException failure)
            {
                return new ProbeResult(failure.ExitCode, failure.Output);
            }
        }
        Frame? last = null;
        await ShellBatches.ApplyAsync(shell, [change.PrepareScript, change.ApplyScript], frame => last = frame, TestContext.Current.CancellationToken);
        return new ProbeResult(last!.ExitCode ?? -1, last.Output);
    }
}
