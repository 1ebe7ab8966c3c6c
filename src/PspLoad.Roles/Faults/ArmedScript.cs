using System.Globalization;
using PspLoad.Core.Errors;
using PspLoad.Core.Runs.Faults;
using PspLoad.Provisioning.Shells;

namespace PspLoad.Roles.Faults;

/// <summary>
/// A script that is ready on its host. A systemd timer on that host guarantees the undo: it is armed before the injection and stays until the fault is
/// undone.
/// </summary>
/// <param name="host">name</param>
/// <param name="shell">root shell</param>
/// <param name="script">the fault's commands</param>
/// <param name="id">names its directory and its timer</param>
internal sealed class ArmedScript(string host, IHostShell shell, FaultScript script, string id) : IArmedFault
{
    private bool _undone;

    public string Host => host;

    private string State => $"state=/run/{id}";

    /// <summary>Finds the target and arms the undo timer.</summary>
    /// <param name="undoAfter">delay of the timer from now; the harness normally undoes the fault earlier</param>
    public async Task ArmAsync(TimeSpan undoAfter, CancellationToken cancellationToken)
    {
        var undo = script.Undo is null
            ? ""
            : string.Create(
                CultureInfo.InvariantCulture,
                $$"""

                cat >$state/undo <<'UNDO'
                {{State}}
                {{script.Undo}}
                UNDO
                systemd-run --quiet --unit={{id}} --on-active={{undoAfter.TotalSeconds:0}} --timer-property=AccuracySec=100ms sh $state/undo || { echo 'the undo could not be armed'; exit 1; }
                """
            );
        try
        {
            await RunAsync($"mkdir -p -m 0700 /run/{id}\n{State}\n(\n{script.Prepare}\n) || exit 1{undo}", cancellationToken);
        }
        catch (OperationFailedException)
        {
            await shell.RunAsync($"rm -rf /run/{id}", _ => { }, cancellationToken);
            throw;
        }
    }

    public async Task<string?> InjectAsync(CancellationToken cancellationToken) => await RunAsync($"{State}\n{script.Inject}", cancellationToken);

    public async Task<string?> UndoAsync(CancellationToken cancellationToken)
    {
        if (_undone)
            return null;
        _undone = true;
        return await RunAsync(
            script.Undo is null ? $"rm -rf /run/{id}" : $"{State}\n(\n{script.Undo}\n) || exit 1\nsystemctl stop {id}.timer 2>/dev/null\nrm -rf /run/{id}",
            cancellationToken
        );
    }

    /// <returns>the last line of output; null where there is none</returns>
    private async Task<string?> RunAsync(string text, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        var code = await shell.RunAsync($"exec 2>&1\n{text}", lines.Add, cancellationToken);
        var last = lines.FindLast(line => line.Length > 0);
        return code == 0
            ? last
            : throw new OperationFailedException(
                ExitCode.ProvisioningFailed,
                $"{host}: {last ?? $"the fault's script ended with {code}"}",
                "see ./run.sh verify"
            );
    }
}
