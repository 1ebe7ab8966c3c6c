using PspLoad.Provisioning.Shells;

namespace PspLoad.Roles.Metrics;

/// <summary>
/// The script that samples a host: one shell and, once a second, one <c>grep</c> over the kernel's files and one <c>sleep</c>. Each service
/// that is queried over HTTP adds two small programs per second; a database adds one persistent client. There is no agent, nothing is
/// installed and nothing is written. A container's share comes from its control group (v1 or v2), because /proc/stat shows the whole machine.
/// </summary>
internal static class CounterScript
{
    /// <summary>Ends each sample.</summary>
    public const string End = "--";

    /// <summary>Prints the host's uptime, to measure its clock.</summary>
    public const string Uptime = "cat /proc/uptime";

    /// <summary>
    /// Prints <c>cpus N</c> and <c>kind host|v1|v2</c>. Then, every second and without end, prints <c>FILE NUL LINE</c> for every line of the
    /// files and services, followed by <see cref="End"/>. Requires bash.
    /// </summary>
    public static string Text(ServiceProbes probes) =>
        $$"""
            nginx={{Shell.Quote(probes.Nginx ?? "")}}
            psp={{Shell.Quote(probes.Psp ?? "")}}
            mariadb={{(probes.MariaDb ? "yes" : "")}}
            {{Loop}}
            """;

    private const string Loop = """
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
        fi
        # LABEL ADDRESS PORT PATH PATTERN: the lines of an answer that match. A server that is stopped answers nothing, and holds nobody up.
        get() {
            exec 3<>"/dev/tcp/$2/$3" || return
            printf 'GET %s HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$4" >&3
            timeout 1 grep -aHZE --label="$1" "$5" <&3
            exec 3>&-
        }
        question="SHOW GLOBAL STATUS WHERE variable_name IN ('Threads_connected','Threads_running','Questions','Com_commit','Innodb_row_lock_time','Innodb_row_lock_waits','Innodb_os_log_fsyncs','Innodb_log_waits','Innodb_data_pending_fsyncs','Rpl_semi_sync_master_clients','Rpl_semi_sync_master_tx_wait_time','Rpl_semi_sync_master_tx_waits'); SELECT 'max_connections', @@max_connections; SELECT 'end';"
        # One client for all samples; a server that went away or hangs gets a new one.
        ask() {
            [ -n "${DB_PID-}" ] || coproc DB { exec mariadb --batch --skip-column-names --unbuffered; }
            local to=${DB[1]-} from=${DB[0]-} pid=${DB_PID-} line
            [ -n "$to" ] && echo "$question" >&"$to" || return
            while IFS= read -r -t 1 -u "$from" line; do
                [ "$line" != end ] || return 0
                printf 'mariadb\0%s\n' "$line"
            done
            kill "$pid"
            wait "$pid"
        }
        echo "cpus $(nproc)"
        echo "kind $kind"
        while :; do
            grep -sHZ '' $files
            {
                [ -z "$nginx" ] || get nginx $nginx /status .
                [ -z "$psp" ] || get psp $psp /metrics '^(psp_http_request_duration_seconds_(sum|count)|psp_acquirer_request_duration_seconds_(sum|count)|psp_webhook_backlog|db_client_connections_(usage|max|pending_requests)|dotnet_gc_pause_seconds_total)'
                [ -z "$mariadb" ] || ask
            } 2>/dev/null
            echo "--" || exit 0
            sleep 1
        done
        """;
}
