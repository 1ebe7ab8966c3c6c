using System.Globalization;
using PspLoad.Core.Scenarios;

namespace PspLoad.Roles.Faults.Hosts;

/// <summary>One endless loop per CPU in a transient unit, which ends by itself when the fault is over. The undo stops the unit.</summary>
public sealed class HogCpu : ScriptFault
{
    public override FaultDefinition Definition { get; } = new("hog-cpu", "every CPU of the host is busy", null) { Lasts = true };

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context) =>
        new(
            "true",
            string.Create(
                CultureInfo.InvariantCulture,
                $"systemd-run --quiet --unit=pspload-hog --property=RuntimeMaxSec={planned.For!.Value.TotalSeconds:0} --property=CPUWeight=10000 "
                    + $"sh -c 'for cpu in $(seq $(nproc)); do (while :; do :; done) & done; wait'"
            ),
            "systemctl stop pspload-hog.service 2>/dev/null; systemctl reset-failed pspload-hog.service 2>/dev/null; true"
        );
}
