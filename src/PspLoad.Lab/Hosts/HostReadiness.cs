using System.Globalization;
using Docker.DotNet;
using Docker.DotNet.Models;
using PspLoad.Core.Errors;
using PspLoad.Lab.Engine;

namespace PspLoad.Lab.Hosts;

/// <summary>Runs a command in the host through the engine that waits for the end of boot and for sshd. It also returns the host key, so the key is
/// trusted.</summary>
internal static class HostReadiness
{
    private const int BootSeconds = 120;
    private const int TimedOut = 124; // timeout(1)

    /// <exception cref="OperationFailedException">the host stopped, did not boot in time, or has no running sshd</exception>
    public static async Task<HostFacts> WaitAsync(LabEngine engine, string host, string container, int sshPort, CancellationToken cancellationToken)
    {
        string[] command = ["timeout", Text(BootSeconds), "/usr/local/sbin/lab-ready", Text(sshPort)];
        ExecOutcome outcome;
        try
        {
            outcome = await engine.ExecAsync(container, command, cancellationToken);
        }
        catch (DockerApiException e) when (e.ResponseBody?.Contains("is not running", StringComparison.Ordinal) == true)
        {
            throw Failed(host, "stopped while it booted", container, e);
        }

        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (outcome.ExitCode == TimedOut)
            throw Failed(host, $"did not finish booting in {BootSeconds} s", container);
        if (Value("banner")?.StartsWith("SSH-2.0-", StringComparison.Ordinal) != true || Value("key") is not { } key)
            throw Failed(host, $"booted ({Value("state") ?? "state unknown"}) without an answering sshd on port {sshPort}{Because()}", container);

        return new HostFacts(Value("state") ?? "unknown", Values("failed"), string.Join(' ', key.Split(' ').Take(2)));

        string? Value(string name) => Values(name).FirstOrDefault();

        string[] Values(string name) =>
            [.. lines.Where(line => line.StartsWith(name + " ", StringComparison.Ordinal)).Select(line => line[(name.Length + 1)..])];

        string Because() =>
            Values("failed") is { Length: > 0 } units ? $"; failed: {string.Join(", ", units)}"
            : outcome.Error.Length > 0 ? $"; {outcome.Error.Trim()}"
            : "";
    }

    /// <returns>the current state of a running host, without waiting; null for a host that does not run</returns>
    public static async Task<HostFacts?> AskAsync(LabEngine engine, ContainerListResponse? container, CancellationToken cancellationToken)
    {
        if (container is null || HostPlan.StateOf(container.State) != HostState.Running)
            return null;
        const string question = "systemctl is-system-running; systemctl list-units --failed --plain --no-legend";
        var outcome = await engine.ExecAsync(container.ID, ["timeout", "10", "sh", "-c", question], cancellationToken);
        var lines = outcome.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return new HostFacts(lines.FirstOrDefault("unknown"), [.. lines.Skip(1).Select(line => line.Split(' ')[0])], HostKey: "");
    }

    public static OperationFailedException Failed(string host, string what, string container, Exception? cause = null) =>
        new(
            ExitCode.ProvisioningFailed,
            $"lab host {host} {what}",
            $"see docker logs {container} and docker exec {container} journalctl -b, check fs.inotify.max_user_instances, or run ./run.sh lab down and lab up",
            cause
        );

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a booted host reports.</summary>
/// <param name="Boot">state of systemd: <c>running</c>, <c>degraded</c>…</param>
/// <param name="FailedUnits">names of failed units</param>
/// <param name="HostKey">key type and base64, as in known_hosts</param>
internal sealed record HostFacts(string Boot, IReadOnlyList<string> FailedUnits, string HostKey);
