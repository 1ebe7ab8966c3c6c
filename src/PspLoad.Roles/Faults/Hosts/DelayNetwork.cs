using System.Globalization;
using PspLoad.Core.Configuration;
using PspLoad.Core.Scenarios;

namespace PspLoad.Roles.Faults.Hosts;

/// <summary>Delays what the host sends on its default link with tc-netem(8). The undo deletes the queueing discipline.</summary>
public sealed class DelayNetwork : ScriptFault
{
    private static readonly FaultOption s_delay = new(new ConfigurationKey("delay", "a time", "default 100ms", "100ms"), ScenarioFormats.Time, "100ms");

    public override FaultDefinition Definition { get; } =
        new("delay-network", "delays packets by `delay: 100ms`; needs `sch_netem` in the host's kernel", null, s_delay) { Lasts = true };

    protected internal override FaultScript Script(PlannedFault planned, FaultContext context)
    {
        var delay = Durations.TryParse(planned.Value(s_delay), out var time) ? time : TimeSpan.Zero;
        return new FaultScript(
            """
            ip -o route get 192.0.2.1 | sed -n 's/.* dev \([^ ]*\).*/\1/p' >$state/link
            [ -s $state/link ] || { echo 'the host has no route out'; exit 1; }
            modprobe -q sch_netem 2>/dev/null
            tc qdisc add dev lo root netem delay 1us 2>$state/why || { echo "the kernel here cannot delay packets (sch_netem): $(cat $state/why)"; exit 1; }
            tc qdisc del dev lo root
            """,
            string.Create(CultureInfo.InvariantCulture, $"tc qdisc replace dev $(cat $state/link) root netem delay {delay.TotalMilliseconds:0.###}ms"),
            "tc qdisc del dev $(cat $state/link) root 2>/dev/null || true"
        );
    }
}
