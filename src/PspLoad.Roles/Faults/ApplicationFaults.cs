namespace PspLoad.Roles.Faults;

/// <summary>Faults of the payment application, which runs as a container of user <c>psp</c>'s rootless engine, under a unit of that user.</summary>
internal static class ApplicationFaults
{
    private const string User = "psp";
    private const string Container = "psp";

    private const string FindProcess = $$"""
        runtime=/run/user/$(id -u {{User}}) || exit 1
        pid=$(runuser -u {{User}} -- env XDG_RUNTIME_DIR=$runtime DOCKER_HOST=unix://$runtime/docker.sock docker inspect --format '{{"{{.State.Pid}}"}}' {{Container}}) || exit 1
        [ "$pid" -gt 1 ] && kill -0 "$pid" || { echo 'the application does not run'; exit 1; }
        echo "$pid" >$state/pid
        """;

    private const string Manager = $$"""
        manager() { runuser -u {{User}} -- env XDG_RUNTIME_DIR=/run/user/$(id -u {{User}}) systemctl --user "$@"; }
        """;

    /// <summary>The engine notices and the unit restarts the application, so there is nothing to undo.</summary>
    public static FaultScript Kill { get; } = new(FindProcess, "kill -KILL $(cat $state/pid)", null);

    public static FaultScript Hang { get; } = new(FindProcess, "kill -STOP $(cat $state/pid)", "kill -CONT $(cat $state/pid) 2>/dev/null || true");

    public static FaultScript Stop { get; } =
        new(
            $"{Manager}\nmanager -q is-active {Container}.service || {{ echo 'the application does not run'; exit 1; }}",
            $"{Manager}\nmanager stop {Container}.service",
            $"{Manager}\nmanager start {Container}.service"
        );
}
