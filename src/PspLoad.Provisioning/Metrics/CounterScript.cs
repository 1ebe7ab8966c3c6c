namespace PspLoad.Provisioning.Metrics;

/// <summary>
/// What runs on a host while it is sampled: one shell and, once a second, one <c>grep</c> over the kernel's files and one <c>sleep</c>. No agent, nothing
/// installed, nothing written. A container's share comes from its control group (v1 or v2), because its /proc/stat is the machine's.
/// </summary>
internal static class CounterScript
{
    /// <summary>Ends each sample.</summary>
    public const string End = "--";

    /// <summary>Prints <c>cpus N</c> and <c>kind host|v1|v2</c>, then for ever each second <c>FILE NUL LINE</c> for every line of the files, and <see cref="End"/>.</summary>
    public const string Text = """
        files='/proc/uptime /proc/meminfo /proc/net/dev'
        kind=host
        if systemd-detect-virt --container --quiet; then
            if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
                kind=v2
                files="$files /sys/fs/cgroup/cpu.stat /sys/fs/cgroup/memory.stat /sys/fs/cgroup/io.stat"
            else
                kind=v1
                of() { awk -F: -v wanted="$1" '{ n = split($2, names, ","); for (i = 1; i <= n; i++) if (names[i] == wanted) { sub("/init.scope$", "", $3); print $3 } }' /proc/1/cgroup; }
                files="$files /sys/fs/cgroup/cpuacct$(of cpuacct)/cpuacct.usage /sys/fs/cgroup/memory$(of memory)/memory.stat /sys/fs/cgroup/blkio$(of blkio)/blkio.throttle.io_service_bytes"
            fi
        else
            files="$files /proc/stat"
            for disk in /sys/block/*/stat; do
                case $disk in */loop* | */ram* | */dm-* | */zram*) ;; *) [ ! -e "$disk" ] || files="$files $disk" ;; esac
            done
        fi
        echo "cpus $(nproc)"
        echo "kind $kind"
        while :; do
            grep -sHZ '' $files
            echo "--"
            sleep 1
        done
        """;
}
