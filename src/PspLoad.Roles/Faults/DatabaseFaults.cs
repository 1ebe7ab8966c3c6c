namespace PspLoad.Roles.Faults;

/// <summary>Faults of a database server.</summary>
internal static class DatabaseFaults
{
    private const string FindProcess = """
        pid=$(systemctl show --property MainPID --value mariadb.service)
        [ "${pid:-0}" -gt 1 ] || { echo 'mariadb.service does not run'; exit 1; }
        echo "$pid" >$state/pid
        """;

    /// <summary>The unit restarts the server. The role decides with which part it comes back.</summary>
    public static FaultScript Kill { get; } = new(FindProcess, "kill -KILL $(cat $state/pid)", null);

    /// <summary>It comes back read-only and resumes replication where it stopped.</summary>
    public static FaultScript StopReplica { get; } = new(FindProcess, "systemctl stop mariadb.service", "systemctl start mariadb.service");

    public static FaultScript LagReplica { get; } = new(FindProcess, "mariadb -e 'STOP SLAVE SQL_THREAD'", "mariadb -e 'START SLAVE SQL_THREAD'");

    public static FaultScript Hang { get; } = new(FindProcess, "kill -STOP $(cat $state/pid)", "kill -CONT $(cat $state/pid) 2>/dev/null || true");
}
