using System.Globalization;
using System.Net;

namespace PspLoad.Roles.Faults;

/// <summary>Faults of a host.</summary>
internal static class HostFaults
{
    private const string Table = "pspload_fault";

    /// <summary>Drops all traffic except SSH, which the harness needs for the repair. Takes effect before the hosts' own rules.</summary>
    /// <param name="peer">drops only the traffic with this host; null for all hosts</param>
    public static FaultScript DropNetwork(IPAddress? peer)
    {
        var (source, destination) = peer is null ? ("", "") : ($"ip saddr {peer} ", $"ip daddr {peer} ");
        return new FaultScript(
            $$"""
            cat >$state/rules <<'RULES'
            table inet {{Table}} {
              chain input { type filter hook input priority -300; policy accept; iif "lo" accept; tcp dport 22 accept; {{source}}drop; }
              chain output { type filter hook output priority -300; policy accept; oif "lo" accept; tcp sport 22 accept; {{destination}}drop; }
            }
            RULES
            nft --check --file $state/rules
            """,
            "nft --file $state/rules",
            $"nft delete table inet {Table} 2>/dev/null || true"
        );
    }

    public static FaultScript DelayNetwork(TimeSpan delay) =>
        new(
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

    /// <param name="lasts">duration after which the host ends the fault by itself</param>
    public static FaultScript HogCpu(TimeSpan lasts) =>
        new(
            "true",
            string.Create(
                CultureInfo.InvariantCulture,
                $"systemd-run --quiet --unit=pspload-hog --property=RuntimeMaxSec={lasts.TotalSeconds:0} --property=CPUWeight=10000 "
                    + $"sh -c 'for cpu in $(seq $(nproc)); do (while :; do :; done) & done; wait'"
            ),
            "systemctl stop pspload-hog.service 2>/dev/null; systemctl reset-failed pspload-hog.service 2>/dev/null; true"
        );

    /// <summary>Fills the disk that holds /var, except for one megabyte.</summary>
    public static FaultScript FillDisk { get; } =
        new(
            "df --output=avail -B 1M /var | tail -n 1 >$state/free",
            "fallocate -l $(($(cat $state/free) - 1))M /var/pspload-fault-fill",
            "rm -f /var/pspload-fault-fill"
        );

    public static FaultScript Restart { get; } = new("true", "systemd-run --quiet --on-active=1 systemctl reboot", null);
}
