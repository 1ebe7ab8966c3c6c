using PspLoad.Core.Errors;
using PspLoad.Core.Scenarios;

namespace PspLoad.Roles.Faults.Hosts;

/// <summary>Fills the disk that holds /var, except for one megabyte, with a file. The undo removes the file.</summary>
public sealed class FillDisk : ScriptFault
{
    public override FaultDefinition Definition { get; } =
        new("fill-disk", "fills the host's disk; real servers only, because a lab's hosts share this machine's disk", null) { Lasts = true };

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) =>
        context.Environment.Lab is null
            ? new FaultScript(
                "df --output=avail -B 1M /var | tail -n 1 >$state/free",
                "fallocate -l $(($(cat $state/free) - 1))M /var/pspload-fault-fill",
                "rm -f /var/pspload-fault-fill"
            )
            : throw new OperationFailedException(
                ExitCode.InvalidUsage,
                $"{Definition.Name} is for real servers: the hosts of a lab share this machine's disk",
                "run it on an environment without lab:"
            );
}
