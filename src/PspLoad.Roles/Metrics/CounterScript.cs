using PspLoad.Core.Environments;

namespace PspLoad.Roles.Metrics;

/// <summary>
/// The script that samples a host: one shell and, once a second, one <c>grep</c> over the kernel's files and one <c>sleep</c>. Each service
/// that is queried over HTTP adds two small programs per second. There is no agent, nothing is installed and nothing is written. A container's
/// share comes from its control group (v1 or v2), because /proc/stat shows the whole machine.
/// </summary>
internal static class CounterScript
{
    /// <summary>Ends each sample.</summary>
    public const string End = "--";

    /// <summary>Prints the host's uptime, to measure its clock.</summary>
    public const string Uptime = "cat /proc/uptime";

    /// <summary>
    /// Prints <c>cpus N</c> and <c>kind host|v1|v2</c>. Then, every second and without end, prints <c>FILE NUL LINE</c> for every line of the
    /// kernel's files and <c>LABEL NUL LINE</c> for those of the services, followed by <see cref="End"/>. Requires bash.
    /// </summary>
    public static string Text(HostDefinition host, IReadOnlyList<ServiceMetrics> services) =>
        $$"""
            {{Start}}
            {{string.Join('\n', services.Select(service => service.Prepare))}}
            while :; do
                grep -sHZ '' $files
                {
                    :
                    {{string.Join('\n', services.Select(service => service.Sample(host)))}}
                } 2>/dev/null
                echo "{{End}}" || exit 0
                sleep 1
            done
            """;

    private const string Start = """
        trap '' PIPE
        files='/proc/uptime /proc/meminfo /proc/net/dev'
        kind=host
        if systemd-detect-virt --container --quiet; then
            if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
                kind=v2
                files="$files /sys/fs/cgroup/cpu.stat /sys/fs/cgroup/cpu.max /sys/fs/cgroup/memory.stat /sys/fs/cgroup/io.stat"
            else
                kind=v1
                of() { awk -F: -v wanted="$1" '{ n = split($2, names, ","); for (i = 1; i <= n; i++) if (names[i] == wanted) { sub("/init.scope$", "", $3); print $3 } }' /proc/1/cgroup; }
                # systemd inside leaves the container's group of this controller; the quota stays where the engine set it.
                cpu=/sys/fs/cgroup/cpu$(of cpuacct)
                files="$files /sys/fs/cgroup/cpuacct$(of cpuacct)/cpuacct.usage $cpu/cpu.cfs_period_us $cpu/cpu.cfs_quota_us /sys/fs/cgroup/memory$(of memory)/memory.stat /sys/fs/cgroup/blkio$(of blkio)/blkio.throttle.io_service_bytes"
            fi
        else
            files="$files /proc/stat"
            for disk in /sys/block/*/stat; do
                case $disk in */loop* | */ram* | */dm-* | */zram*) ;; *) [ ! -e "$disk" ] || files="$files $disk" ;; esac
            done
            # Only real cards have a speed; that of a link without a cable cannot be read.
            for card in /sys/class/net/*; do
                [ ! -e "$card/device" ] || files="$files $card/speed $card/statistics/rx_bytes $card/statistics/tx_bytes"
            done
        fi
        # LABEL ADDRESS PORT PATH PATTERN: the lines of an answer that match. A server that is stopped answers nothing, and holds nobody up.
        get() {
            exec 3<>"/dev/tcp/$2/$3" || return
            printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$4" >&3
            timeout 1 grep -aHZE --label="$1" "$5" <&3
            exec 3>&-
        }
        echo "cpus $(nproc)"
        echo "kind $kind"
        """;
}
